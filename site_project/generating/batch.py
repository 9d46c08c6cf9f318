"""Rows gathered by table and written together, with what every entry has whatever its kind."""

from collections import defaultdict
from random import Random

from companies.models import Company, Milestone, Person, Presence, Product, Role
from entries.fields import sort_key
from entries.models import Alias, Entry, Figure, Statement, Tag, Tagged
from sources.dates import UNKNOWN
from zones.models import Zone

from .plan import ENTRIES_PER_PASSAGE, Plan
from .tables import Table
from .vocabulary import FILLER, tag_name

FUTURE = "2099-01-01 00:00:00"
CITED = (Statement, Alias, Figure, Product, Role, Presence, Milestone)


class Batch:
    """Rows to be written; a row that states something is added with the numbers of its passages."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.rows: dict[object, list[tuple]] = defaultdict(list)
        span = ("since", "since_sort", "until")
        self.tables: dict[object, Table] = {
            Tag: Table(Tag, "id", "name", "slug", "sort_name"),
            Entry: Table(
                Entry, "id", "kind", "name", "slug", "summary", "body", "status", "publish_at", "sort_name",
                "sort_date", "created_at", "updated_at",
            ),
            Zone: Table(Zone, "entry_ptr_id", "full_name", "part_of_id", "location", "latitude", "longitude"),
            Company: Table(Company, "entry_ptr_id", "legal_name", "founded", "headquarters", "website"),
            Person: Table(Person, "entry_ptr_id", "origin"),
            Milestone: Table(
                Milestone, "entry_ptr_id", "date", "date_as_worded", "reading", "derived_from_id", "derived_from_value"
            ),
            Tagged: Table(Tagged, "id", "tag_id", "content_object_id"),
            Statement: Table(Statement, "id", "entry_id", "field"),
            Alias: Table(Alias, "id", "entry_id", "name", "language"),
            Figure: Table(Figure, "id", "entry_id", "label", "value", "unit", "position"),
            Product: Table(Product, "id", "company_id", "name", "description"),
            Role: Table(Role, "id", "person_id", "organisation_id", "title", "founder", *span),
            Presence: Table(Presence, "id", "company_id", "zone_id", "kind", *span),
            Milestone.subjects: Table(Milestone.subjects.through, "milestone_id", "entry_id"),
            Entry.cited: Table(Entry.cited.through, "entry_id", "passage_id"),
        }  # fmt: skip
        for model in CITED:
            self.tables[model.passages] = Table(model.passages.through, f"{model._meta.model_name}_id", "passage_id")

    def flush(self) -> None:
        """Write what was gathered, in the order in which the tables refer to each other."""
        for key, table in self.tables.items():
            if rows := self.rows.pop(key, None):
                table.write(rows)

    def tags(self) -> None:
        for rank in range(self.plan.tags):
            name = tag_name(rank)
            self.rows[Tag].append((self.plan.id("tag", rank), name, name.replace(" ", "-"), name))

    def add(self, model, row: tuple, *passages: int) -> None:
        self.rows[model].append(row)
        for passage in dict.fromkeys(passages):
            self.rows[model.passages].append((row[0], self.plan.id("passage", passage)))

    def state(self, entry: str, *fields: str, passages: tuple[int, ...]) -> None:
        """Say where fields are from: the first from the first passage, and so on."""
        for at, field in enumerate(fields):
            self.add(Statement, (self.plan.id(entry, field), entry, field), passages[at % len(passages)])

    def entry(self, kind: str, number: int, name: str, chance: Random, passages: tuple[int, ...], **dated) -> str:
        """The row of the parent table, its tags, prose and summary with their evidence; gives the id."""
        pk = self.plan.id(kind, number)
        status, moment, made = self._moments(chance)
        words = [FILLER[self.plan.skewed(chance, len(FILLER))] for _ in range(4)]
        summary = f"A generated {kind} between {words[0]} and {words[1]}, made of {words[2]}."
        self.rows[Entry].append((
            pk, kind, name, f"{kind}-{number + 1}", summary, self._body(pk, chance, passages, words), status, moment,
            sort_key(name), dated.get("sort_date", UNKNOWN), made, made,
        ))  # fmt: skip
        self.state(pk, "summary", passages=passages)
        self._tagged(pk, chance)
        return pk

    def _moments(self, chance: Random) -> tuple[str, str | None, str]:
        """Status, moment of publication, moment of making: of 100 entries 2 are drafts, and 1 is still to come."""
        made = f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02} {chance.randrange(24):02}:00:00"
        lot = chance.randrange(100)
        if lot < 2:
            return "draft", None, made
        return "published", FUTURE if lot == 2 else made, made

    def _body(self, pk: str, chance: Random, passages: tuple[int, ...], words: list[str]) -> str:
        if chance.random() < 0.6:
            return ""
        passage = passages[-1]
        self.rows[Entry.cited].append((pk, self.plan.id("passage", passage)))
        key = self.plan.passage_key(passage)
        return f"It began beside a {words[3]}. [@{key}] Later the {words[1]} was rebuilt with a {words[0]}. [@{key}]"

    def _tagged(self, pk: str, chance: Random) -> None:
        ranks = {self.plan.skewed(chance, self.plan.tags) for _ in range(chance.choice((0, 1, 2, 2, 3, 3, 4, 5)))}
        for rank in sorted(ranks):
            self.rows[Tagged].append((self.plan.id(pk, "tag", rank), self.plan.id("tag", rank), pk))

    def passages(self, at: int, chance: Random) -> tuple[int, ...]:
        """The passages that entry ``at`` of all rests on: its own, often with a near one, of the same source mostly."""
        own = at // ENTRIES_PER_PASSAGE % self.plan.passages
        return (own, (own + chance.randint(1, 5)) % self.plan.passages) if chance.random() < 0.5 else (own,)
