"""Rows for tests: each with no more than it needs, under a plainly artificial name, published unless ``draft``."""

from itertools import count

from companies.models import Company, Milestone, Person, Presence, Product, Role
from entries.models import Alias, Entry, Figure, Statement, Tag
from sources.models import Passage, Source
from zones.models import Zone

KINDS = (Company, Zone, Person, Milestone)
_numbers = count(1)


def make_entry(model: type[Entry], *, draft: bool = False, **fields):
    """An entry of any kind; a milestone without ``subjects`` is about nothing."""
    subjects = fields.pop("subjects", ())
    given = {"name": f"Sample {model.KIND} {next(_numbers)}", "status": "draft" if draft else "published"}
    entry = model.objects.create(**given | fields)
    if subjects:
        entry.subjects.set(subjects)
    return entry


def make_company(**fields) -> Company:
    return make_entry(Company, **fields)


def make_zone(**fields) -> Zone:
    return make_entry(Zone, **fields)


def make_person(**fields) -> Person:
    return make_entry(Person, **fields)


def make_milestone(*, passages=(), **fields) -> Milestone:
    milestone = make_entry(Milestone, **fields)
    milestone.passages.set(passages)
    return milestone


def make_source(**fields) -> Source:
    number = next(_numbers)
    given = {"slug": f"source-{number}", "title": f"Sample source {number}", "publisher": f"Press {number}"}
    return Source.objects.create(**given | fields)


def make_passage(source: Source | None = None, **fields) -> Passage:
    number = next(_numbers)
    given = {"key": f"key-{number}", "paragraph": 1, "opens": f"opening words {number}"}
    return Passage.objects.create(source=source or make_source(), **given | fields)


def make_cited(model, *, passages=(), **fields):
    """A row that states something, with the passages it rests on."""
    row = model.objects.create(**fields)
    row.passages.set(passages)
    return row


def make_statement(entry, field: str = "summary", **fields) -> Statement:
    return make_cited(Statement, entry=entry, field=field, **fields)


def make_alias(entry, **fields) -> Alias:
    return make_cited(Alias, entry=entry, **{"name": f"Other name {next(_numbers)}"} | fields)


def make_figure(entry, **fields) -> Figure:
    return make_cited(Figure, entry=entry, **{"label": f"Count {next(_numbers)}", "value": 7} | fields)


def make_role(person: Person, organisation: Entry, **fields) -> Role:
    given = {"title": f"Post {next(_numbers)}"}
    # An organisation is stored as the entry that it is, whichever kind was given.
    return make_cited(Role, person=person, organisation_id=organisation.pk, **given | fields)


def make_presence(company: Company, zone: Zone, **fields) -> Presence:
    return make_cited(Presence, company=company, zone=zone, **fields)


def make_product(company: Company, **fields) -> Product:
    return make_cited(Product, company=company, **{"name": f"Device {next(_numbers)}"} | fields)


def make_tag(**fields) -> Tag:
    return Tag.objects.create(**{"name": f"sample tag {next(_numbers)}"} | fields)


def tagged(entry: Entry, *names: str):
    """The entry, with tags of these names."""
    entry.tags.add(*names)
    return entry
