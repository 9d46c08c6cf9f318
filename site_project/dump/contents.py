"""What a dump holds: every public row as data, read a few hundred at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import QuerySet
from pydantic import BaseModel

from entries import kinds, relations, representation, schemas
from entries.models import Entry
from entries.paging import pages
from sources import representation as sources, schemas as source_schemas

from ..api import evidence
from .tables import Statement, of_entry

BATCH = 500
"""Rows that are held in memory at a time."""


@dataclass(frozen=True)
class File:
    """One file of JSON Lines: its name, the schema of its lines, and what gives them."""

    name: str
    schema: type[BaseModel]
    rows: QuerySet[Any]
    tell: Any

    def lines(self) -> Iterator[BaseModel]:
        return chain.from_iterable(self.tell(rows) for rows in pages(self.rows, "id", BATCH))


def files() -> list[File]:
    return [
        *(_entries(model) for model in kinds.every()),
        File("sources", source_schemas.Source, evidence.sources(), lambda rows: map(sources.source, rows)),
        File("passages", source_schemas.PassageInFull, evidence.passages(), sources.passages_in_full),
        File("tags", schemas.TagInFull, evidence.tags(), lambda rows: map(representation.tag_in_full, rows)),
    ]


def tables() -> dict[str, type[BaseModel]]:
    """The tables of CSV by name, each with the schema of its rows."""
    owned = {relation.name: relation.schema for relation in relations.every() if relation.owner}
    return {
        "entries": schemas.Entry, "milestones": representation.schema("milestone"), "statements": Statement,
        "figures": schemas.Figure, **owned, "sources": source_schemas.Source,
        "passages": source_schemas.PassageInFull, "tags": schemas.TagInFull,
    }  # fmt: skip


def rows_of(file: File, line: BaseModel) -> Iterator[tuple[str, BaseModel]]:
    """(table, data) of the rows that a line gives."""
    return of_entry(line) if isinstance(line, schemas.Entry) else iter([(file.name, line)])


def _entries(model: type[Entry]) -> File:
    rows = Entry.objects.published().filter(kind=model.KIND).only("id", "kind")
    return File(str(model._meta.verbose_name_plural), representation.schema(model.KIND), rows, representation.represent)
