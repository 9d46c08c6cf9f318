"""What ties one entry to another, as lines of a drawing: each floor registers its own, so that nobody below need know
them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise


@dataclass(frozen=True)
class Tie:
    """One line between two public entries; ``label`` is read from the first to the second."""

    first: UUID
    second: UUID
    label: str


@dataclass(frozen=True)
class Ties:
    """Rows of which each ties two entries, named by the fields ``first`` and ``second`` (``pk`` is the row itself).

    ``rows()`` are those that the public sees, and ``label(row)`` says in a word or two what the first is to the second.
    """

    name: str
    title: str | Promise
    rows: Callable[[], QuerySet[Any]]
    first: str
    second: str
    label: Callable[[Any], str]

    def of(self, entry: UUID) -> QuerySet[Any]:
        """The rows that name an entry at either end."""
        return self.rows().filter(Q(**{self.first: entry}) | Q(**{self.second: entry}))

    def tie(self, row: Any) -> Tie:
        return Tie(self._id(row, self.first), self._id(row, self.second), self.label(row))

    @staticmethod
    def _id(row: Any, field: str) -> UUID:
        return row.pk if field == "pk" else getattr(row, f"{field}_id")


_ties: list[Ties] = []


def register(ties: Ties) -> None:
    _ties.append(ties)


def every() -> Iterable[Ties]:
    return _ties


def among() -> Iterator[Tie]:
    """All lines between public entries, one table after the other, none held in memory."""
    for ties in _ties:
        yield from map(ties.tie, ties.rows().iterator())
