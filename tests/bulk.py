"""Many entries at once, related to each other, written past ``save``: for what pages cost where there is much."""

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from companies.models import Company, Milestone, Person, Presence, Product, Role
from entries.models import Alias, Entry, Figure, Statement, Tag, Tagged
from sources.models import Passage, Source
from zones.models import Zone

PER_SOURCE = 50
BATCH = 200


def fill(first: int, last: int) -> None:
    """Entries ``first`` to ``last`` - 1 of each kind, each with everything an entry can have.

    Each is related to the others of its number, and to those of number 0, whose sections so grow with the rest.
    """
    numbers = range(first, last)
    passages = _passages(numbers)
    entries = {model: _entries(model, numbers, passages) for model in (Company, Zone, Person, Milestone)}
    for model in entries:
        _statements(model, numbers, passages)
    _relations(numbers, passages)
    _tags(numbers)
    if connection.vendor == "postgresql":
        # What its autovacuum does a minute later; without it the planner believes these tables empty.
        connection.cursor().execute("ANALYZE")


def entry(model: type[Entry], number: int) -> Entry:
    return model.objects.get(slug=f"bulk-{number}")


def _passages(numbers: range) -> list[Passage]:
    for number in sorted({number // PER_SOURCE for number in numbers}):
        slug = f"bulk-{number}"
        if not Source.objects.filter(slug=slug).exists():
            Source.objects.create(
                slug=slug, title=f"Bulk source {number}", publisher="Press", shape=[[4] * PER_SOURCE] * 3,
                question="How much?",
            )  # fmt: skip
    sources = {source.slug: source for source in Source.objects.all()}
    return Passage.objects.bulk_create(
        Passage(
            key=f"bulk-{n}", source=sources[f"bulk-{n // PER_SOURCE}"], paragraph=1 + n % 3, opens=f"word {n}",
            first_word=1 + n % PER_SOURCE, last_word=1 + n % PER_SOURCE,
        )
        for n in numbers
    )  # fmt: skip


def _entries(model: type[Entry], numbers: range, passages: list[Passage]) -> None:
    kind, now = model.KIND, timezone.now()
    rows = []
    for number in numbers:
        row = model(
            kind=kind, name=f"Bulk {kind} {number:05}", slug=f"bulk-{number}", summary=f"One {kind} of many.",
            body=f"It is number {number}. [@bulk-{number}]", status="published", publish_at=now,
        )  # fmt: skip
        row.entry_ptr_id = row.id
        if model is Milestone:
            row.date, row.sort_date = f"{1900 + number % 100}", (1900 + number % 100) * 1_00_00
        rows.append(row)
    zero = rows[0] if numbers[0] == 0 else entry(model, 0)
    for row in rows:
        if model is Milestone and row is not zero:
            row.derived_from, row.derived_from_value = zero, zero.date
        if model is Zone and row is not zero:
            row.part_of = zero
    parents = [Entry(**{field.attname: getattr(row, field.attname) for field in Entry._meta.fields}) for row in rows]
    Entry.objects.bulk_create(parents, batch_size=BATCH)
    # ``bulk_create`` refuses models with a parent table; below it is this.
    for at in range(0, len(rows), BATCH):
        model.objects.all()._insert(rows[at : at + BATCH], model._meta.local_concrete_fields, using="default")
    _cite(Entry, "cited", rows, passages)
    if model is Milestone:
        _cite(Milestone, "passages", rows, passages)


def _cite(model: type[Model], field: str, rows: list, passages: list[Passage]) -> None:
    through = model._meta.get_field(field).remote_field.through
    owner = f"{model._meta.model_name}_id"
    pairs = zip(rows, passages, strict=True)
    through.objects.bulk_create(through(**{owner: row.pk, "passage_id": passage.pk}) for row, passage in pairs)


def _add(model: type[Model], rows: list, passages: list[Passage]) -> None:
    """Insert cited rows, each resting on the passage of its number."""
    _cite(model, "passages", model.objects.bulk_create(rows, batch_size=BATCH), passages)


def _ids(model: type[Entry], numbers: range) -> list:
    ids = dict(model.objects.values_list("slug", "pk"))
    return [ids[f"bulk-{number}"] for number in numbers]


def _statements(model: type[Entry], numbers: range, passages: list[Passage]) -> None:
    ids = _ids(model, numbers)
    _add(Alias, [Alias(entry_id=pk, name="Alias") for pk in ids], passages)
    _add(Figure, [Figure(entry_id=pk, label="Count", value=3) for pk in ids], passages)
    for field in model.cited_fields:
        _add(Statement, [Statement(entry_id=pk, field=field) for pk in ids], passages)


def _relations(numbers: range, passages: list[Passage]) -> None:
    companies, zones, people, milestones = (_ids(model, numbers) for model in (Company, Zone, Person, Milestone))
    company, zone, person = (entry(model, 0) for model in (Company, Zone, Person))
    hubs = (company.pk, zone.pk, person.pk)

    def since(pk):  # The rows of number 0 come first, so that hubs tie each other wherever some of all are shown.
        return {"since": "1900" if pk in hubs else ""}

    roles = [Role(person_id=pk, organisation_id=company.pk, title="At the hub", **since(pk)) for pk in people]
    roles += [Role(person_id=pk, organisation_id=zone.pk, title="In the hub", **since(pk)) for pk in people]
    roles += [Role(person_id=person.pk, organisation_id=pk, title="Everywhere", **since(pk)) for pk in companies]
    _add(Role, roles, passages * 3)
    research = Presence.Kind.RESEARCH
    presences = [Presence(company_id=pk, zone_id=zone.pk, **since(pk)) for pk in companies]
    presences += [Presence(company_id=company.pk, zone_id=pk, kind=research, **since(pk)) for pk in zones]
    _add(Presence, presences, passages * 2)
    _add(Product, [Product(company_id=company.pk, name=f"Device {number}") for number in numbers], passages)
    through = Milestone.subjects.through
    through.objects.bulk_create(through(milestone_id=pk, entry_id=hub) for pk in milestones for hub in hubs)


def _tags(numbers: range) -> None:
    shared, _made = Tag.objects.get_or_create(slug="bulk-shared", defaults={"name": "Bulk shared"})
    tags = [Tag(name=f"Bulk tag {n:05}", slug=f"bulk-{n}", sort_name=f"bulk tag {n:05}") for n in numbers]
    Tag.objects.bulk_create(tags, batch_size=BATCH)
    companies = _ids(Company, numbers)
    rows = [Tagged(tag=tag, content_object_id=pk) for tag, pk in zip(tags, companies, strict=True)]
    for model in (Company, Zone, Person, Milestone):
        rows += [Tagged(tag=shared, content_object_id=pk) for pk in _ids(model, numbers)]
    Tagged.objects.bulk_create(rows, batch_size=BATCH)
