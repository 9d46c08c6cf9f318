"""What relates entries, as plain data: each floor registers its relations, so that nobody below need know them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from pydantic import BaseModel

MOST_ROWS = 60
"""Rows of a relation that stand in an entry's document; of more it says so."""


@dataclass(frozen=True)
class Relation:
    """Rows that relate entries, or belong to one.

    ``rows()`` is what the public sees of them, with all that ``tell(row)`` reads; ``ends`` has, by kind of entry, the
    field that names an entry of it. ``owner`` is the kind that the rows belong to: with its entries they stand in
    lists and in the dump, and so once each. It is blank where entries tell the relation themselves already.
    """

    name: str
    title: str
    schema: type[BaseModel]
    rows: Callable[[], QuerySet[Any]]
    tell: Callable[[Any], BaseModel]
    ends: Mapping[str, str] = field(default_factory=dict)
    owner: str = ""
    column: str = "id"
    """What lists of the rows are ordered by, non-null and with the id."""

    def about(self, kind: str, entry: UUID) -> QuerySet[Any]:
        """The rows that name an entry."""
        return self.rows().filter(**{self.ends[kind]: entry})

    def owned(self, entries: Collection[UUID]) -> dict[UUID, list[BaseModel]]:
        """Rows of each of these owners, as data."""
        column = self.ends[self.owner]
        found: dict[UUID, list[BaseModel]] = defaultdict(list)
        for owner, rows in groupby(
            self.rows().filter(**{f"{column}__in": entries}), key=lambda row: getattr(row, f"{column}_id")
        ):
            found[owner] += [self.tell(row) for row in rows]
        return found


_relations: dict[str, Relation] = {}


def register(relation: Relation) -> None:
    _relations[relation.name] = relation


def every() -> Iterable[Relation]:
    return _relations.values()


def of(kind: str) -> list[Relation]:
    """Relations in which entries of a kind stand, in the order of registration."""
    return [relation for relation in _relations.values() if kind in relation.ends]
