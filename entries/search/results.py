"""A query answered: ranked rows, what they can be narrowed to, and what was searched for where the words misspell.

Rank: a name that is the query, one that begins with it (that by which it is shown first), names with all of its words
(shorter ones first), then anywhere, by the database's own measure, or shorter texts first where SQLite's takes long.
Ties are broken by name, then by row.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from sources.models import Source

from ..freshness import state
from . import dictionary
from .candidates import ALL, MOST, NAMES, Candidate, Marks, beginning, is_common, is_rare, matching
from .query import Query

MOST_KNOWN = 100_000
"""Sources of which a process remembers whether they are public."""
MOST_CORRECTED = 4
"""Words of a query that are looked up for what they may mean."""


@dataclass(frozen=True)
class Found:
    """Rows best first; ``over`` where there are more than were looked at."""

    query: Query
    rows: list[Candidate] = field(default_factory=list)
    over: bool = False

    @cached_property
    def marks(self) -> Counter[str]:
        """How many of the rows have each mark."""
        return Counter(mark for row in self.rows for mark in row.marks)


def search(query: Query, marks: Marks = ()) -> Found:
    """All that is public and found by the query, up to ``MOST`` rows."""
    if not query.units:
        return Found(query)
    now = timezone.now()
    ranked: dict[int, tuple[int, float, str, int, Candidate]] = {}
    for tier, row in _tiers(query, marks, now):
        ranked.setdefault(row.row, (tier, row.score, row.names, row.row, row))
    rows = _public([one[-1] for one in sorted(ranked.values(), key=lambda one: one[:-1])])
    return Found(query, rows[:MOST], len(rows) > MOST)


def exists(query: Query) -> bool:
    """Whether anything public is found."""
    return bool(_public(matching(query, ALL, (), timezone.now(), most=50, rare=is_rare(query), measured=False)))


def public_sources(ids: Collection[UUID]) -> set[UUID]:
    """Those that something published rests on; each is asked once while content stays, since it takes long to tell."""
    known = public_at(state())
    told = {pk: public for pk in ids if (public := known.get(pk)) is not None}
    if asked := set(ids) - told.keys():
        found = set(Source.objects.public().filter(pk__in=asked).order_by().values_list("pk", flat=True))
        told |= (new := {pk: pk in found for pk in asked})
        if len(known) < MOST_KNOWN:
            known.update(new)
    return {pk for pk, public in told.items() if public}


@lru_cache(maxsize=len(settings.LANGUAGES))
def public_at(_state: str) -> dict[UUID, bool]:
    """Whether sources are public, as far as that was asked."""
    return {}


def corrected(query: Query, marks: Marks = ()) -> Found | None:
    """What is found by the words that were meant; each that finds nothing by itself is replaced by one that does.

    What is offered was found in something public, so that no word of a draft is given away.
    """
    meant = query
    for number, unit in enumerate(query.units[:MOST_CORRECTED]):
        alternatives = dictionary.alternatives(unit.terms[0]) if len(unit.terms) == 1 else []
        # What cannot be replaced need not be looked for.
        if not alternatives or exists(query.only(number)):
            continue
        for term in alternatives:
            if exists(query.with_unit(number, term).only(number)):
                meant = meant.with_unit(number, term)
                break
    found = search(meant, marks) if meant != query else None
    return found if found and found.rows else None


def _tiers(query: Query, marks: Marks, now: datetime) -> Iterator[tuple[int, Candidate]]:
    for label, row in beginning(query, marks):
        yield (0 if label == query.label else 1), row
    rare = is_rare(query)
    named = matching(query, NAMES, marks, now, rare=rare)
    yield from ((2, row) for row in named)
    if len(named) <= MOST:
        rows = matching(query, ALL, marks, now, rare=rare, measured=not is_common(query))
        yield from ((3, row) for row in rows)


def _public(rows: list[Candidate]) -> list[Candidate]:
    """Without sources that nothing published rests on."""
    ids = {source for row in rows if (source := row.source)}
    if not ids:
        return rows
    public = public_sources(ids)
    return [row for row in rows if (source := row.source) is None or source in public]
