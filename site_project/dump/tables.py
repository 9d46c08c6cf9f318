"""Data as flat rows for CSV: which columns a schema has, and what a row of it says in them.

Another entry becomes its id and name, a date its EDTF and its words, evidence its four columns, a list its members in
one cell. What has more within is told in a table of its own, or in the JSON Lines alone.
"""

from collections.abc import Iterator
from types import UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from entries import relations, schemas
from sources.schemas import Data, Date, Evidence


class Column(NamedTuple):
    """One column, what it means, and how its cell is read from the value of its field."""

    name: str
    about: str
    field: str
    read: Any


class Statement(Data):
    """A fact, another name, or a statement of an entry's account; the other tables carry their own evidence."""

    entry: schemas.Neighbour
    """Of which it is stated."""
    sort: str
    """fact, name or account."""
    field: str | None
    """The fact's field."""
    text: str
    """What is stated."""
    date: Date | None
    """The value, where it is a date."""
    evidence: Evidence
    """What it rests on."""


def columns(schema: type[BaseModel]) -> list[Column]:
    """Of a schema; of one that extends an entry, what it adds, beside the entry's id and name."""
    fields = dict(schema.model_fields)
    if issubclass(schema, schemas.Entry):
        shared = schemas.Entry.model_fields.keys() - {"id", "name"} if schema is not schemas.Entry else {"more"}
        fields = {name: field for name, field in fields.items() if name not in shared}
    return [
        column
        for name, field in fields.items()
        for column in _columns(name, field.description or "", _plain(field.annotation))
    ]


def row(data: BaseModel, table: list[Column]) -> dict[str, Any]:
    values = {column.field: getattr(data, column.field) for column in table}
    return {
        column.name: None if values[column.field] is None else column.read(values[column.field]) for column in table
    }


def of_entry(entry: schemas.Entry) -> Iterator[tuple[str, BaseModel]]:
    """(table, data) of all rows that an entry gives."""
    yield "entries", entry
    if entry.kind == "milestone":
        yield "milestones", entry
    yield from (("statements", statement) for statement in _statements(entry))
    yield from (("figures", figure) for figure in entry.figures)
    for relation in relations.every():
        if relation.owner == entry.kind:
            yield from ((relation.name, related) for related in getattr(entry, relation.name))


def _statements(entry: schemas.Entry) -> Iterator[Statement]:
    known = {name: getattr(entry, name) for name in schemas.Neighbour.model_fields}
    of = schemas.Neighbour(**known)
    for fact in entry.facts:
        if fact.value and fact.evidence:
            yield Statement(
                entry=of, sort="fact", field=fact.field, text=fact.value, date=fact.date, evidence=fact.evidence
            )
    for alias in entry.aliases:
        yield Statement(entry=of, sort="name", field=None, text=alias.name, date=None, evidence=alias.evidence)
    for said in entry.statements:
        yield Statement(entry=of, sort="account", field=None, text=said.text, date=None, evidence=said.evidence)


def _plain(annotation: Any) -> Any:
    """The type of a field that may be null."""
    if get_origin(annotation) in (Union, UnionType):
        return next((one for one in get_args(annotation) if one is not type(None)), annotation)
    return annotation


def _columns(name: str, about: str, kind: Any) -> Iterator[Column]:
    if get_origin(kind) is list:
        yield from _listed(name, about, get_args(kind)[0])
    elif not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        yield Column(name, about, name, lambda value: value)
    elif issubclass(kind, schemas.Neighbour):
        yield Column(f"{name}_id", f"{about} Its id.", name, lambda value: value.id)
        yield Column(f"{name}_name", f"{about} Its name.", name, lambda value: value.name)
    elif issubclass(kind, Date):
        yield Column(name, f"{about} In EDTF.", name, lambda value: value.edtf)
        yield Column(f"{name}_words", f"{about} In words.", name, lambda value: value.worded or value.words)
    elif issubclass(kind, Evidence):
        for part in ("standing", "editorial", "reading"):
            told = Evidence.model_fields[part].description or ""
            yield Column(part, told, name, lambda value, part=part: getattr(value, part))
        keys = "The passages, by their keys, with “; ” between."
        yield Column("passages", keys, name, lambda value: [one.key for one in value.passages])
    elif issubclass(kind, schemas.Picture):
        yield Column("picture_url", "The picture's file.", name, lambda value: value.url)
        yield Column("picture_credit", "Whose picture it is.", name, lambda value: value.credit)


def _listed(name: str, about: str, member: Any) -> Iterator[Column]:
    if member is str:
        yield Column(name, f"{about} With “; ” between.", name, lambda value: value)
    elif isinstance(member, type) and issubclass(member, schemas.Tag):
        yield Column(name, f"{about} By slug, with “; ” between.", name, lambda value: [one.slug for one in value])
    elif isinstance(member, type) and issubclass(member, schemas.Neighbour) and name == "subjects":
        told = f"{about} By id, with “; ” between."
        yield Column(name, told, name, lambda value: [one.id for one in value])
