"""What ties one entry to another, as lines of a drawing: each floor registers its own, so that nobody below need know
them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from sources.models import Cited

from .models.entry import passages


@dataclass(frozen=True)
class Tie:
    """One line between two public entries; ``label`` is read from the first to the second."""

    first: UUID
    second: UUID
    label: str


def _itself(row: Any) -> Cited | None:
    return row if isinstance(row, Cited) else None


def _with_passages(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.prefetch_related(passages()) if issubclass(rows.model, Cited) else rows


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
    sentence: Callable[[Any], str] = str
    """The tie with both its ends, where it stands alone."""
    told: Callable[[Any], str] | None = None
    """The tie under the name of one end, on the page of the other; the sentence, where None."""
    evidence: Callable[[Any], Cited | None] = _itself
    """What has the passages that the tie rests on."""
    with_evidence: Callable[[QuerySet[Any]], QuerySet[Any]] = _with_passages
    """Rows with what ``evidence`` reads of them."""
    row: Callable[[Any, Any], Any] = lambda _entry, shown: shown
    """The row that ties an entry to what a section of its page shows."""
    neighbours: bool = True
    """Whether both ends stand in the columns of figures, so that rows may tie neighbours of an entry to each other."""

    def of(self, entry: UUID) -> QuerySet[Any]:
        """The rows that name an entry at either end."""
        return self.rows().filter(Q(**{self.first: entry}) | Q(**{self.second: entry}))

    def tie(self, row: Any) -> Tie:
        return Tie(self._id(row, self.first), self._id(row, self.second), self.label(row))

    def between(self, ids: Iterable[UUID]) -> QuerySet[Any]:
        """The rows that tie these entries to each other, with their names and evidence."""
        rows = self.rows().filter(**{f"{self.first}__in": ids, f"{self.second}__in": ids})
        return self.with_evidence(rows.select_related(*(end for end in (self.first, self.second) if end != "pk")))

    def ends(self, row: Any, entry: Any) -> tuple[Any, Any]:
        """Both entries of a row on the page of one of them, which is not asked for anew."""
        tie = self.tie(row)
        return tuple(
            entry if pk == entry.pk else row if end == "pk" else getattr(row, end)
            for pk, end in ((tie.first, self.first), (tie.second, self.second))
        )  # type: ignore[return-value]

    @staticmethod
    def _id(row: Any, field: str) -> UUID:
        return row.pk if field == "pk" else getattr(row, f"{field}_id")


_ties: list[Ties] = []


def register(ties: Ties) -> None:
    _ties.append(ties)


def every() -> Iterable[Ties]:
    return _ties


def get(name: str) -> Ties:
    """The ties of a name; raises ``StopIteration`` for one that nobody registered."""
    return next(ties for ties in _ties if ties.name == name)


def among() -> Iterator[Tie]:
    """All lines between public entries, one table after the other, none held in memory."""
    for ties in _ties:
        yield from map(ties.tie, ties.rows().iterator())
