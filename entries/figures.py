"""Figures of one entry that cannot all be true, for sources to be shown to disagree.

Said only where nothing can reconcile two figures; a doubt is no disagreement.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from .models import Figure


class _Range(NamedTuple):
    """The values that a figure leaves possible; an end is open where it is not itself among them."""

    low: Decimal
    high: Decimal
    open: bool = False


_INFINITY = Decimal("Infinity")


def disagree(one: Figure, other: Figure) -> bool:
    """Whether different sources state of one thing what cannot both be so.

    One thing: the same entry and label; the same unit (all of these whatever their case); the same scope and the
    same as-of date, or either unknown. Two dates that differ make a series. Different sources: one figure rests on
    a source, and the other on another; what a source says against itself is not counted.

    What cannot both be so: ranges of values without a common one. “=” leaves its value alone possible, “<” and “>”
    all below and above it, so that >150 does not contradict 160; “≈” what rounds to its last digit that is not 0,
    so that ≈80 contradicts neither 75 nor 84, but 70.
    """
    return _one_thing(one, other) and _different_sources(one, other) and _apart(_range(one), _range(other))


def groups(figures: Iterable[Figure]) -> list[list[Figure]]:
    """The figures in their order, those that disagree gathered where the first of them stands.

    A group of more than one disagrees. With passages prefetched it takes no query.
    """
    found: list[list[Figure]] = []
    for figure in figures:
        against = [group for group in found if any(disagree(figure, other) for other in group)]
        if against:
            first, *others = against
            for group in others:
                first += group
                found.remove(group)
            first.append(figure)
        else:
            found.append([figure])
    return found


def _one_thing(one: Figure, other: Figure) -> bool:
    def same(field: str) -> bool:
        return _folded(getattr(one, field)) == _folded(getattr(other, field))

    def may_be_same(field: str) -> bool:
        return not getattr(one, field) or not getattr(other, field) or same(field)

    entry = one.entry_id == other.entry_id
    return entry and same("label") and same("unit") and may_be_same("scope") and may_be_same("as_of")


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _different_sources(one: Figure, other: Figure) -> bool:
    ones, others = ({passage.source_id for passage in figure.passages.all()} for figure in (one, other))
    return bool(ones and others) and len(ones | others) > 1


def _range(figure: Figure) -> _Range:
    value = Decimal(figure.value)
    if figure.comparator == Figure.Comparator.LESS:
        return _Range(-_INFINITY, value, open=True)
    if figure.comparator == Figure.Comparator.MORE:
        return _Range(value, _INFINITY, open=True)
    if figure.comparator == Figure.Comparator.ABOUT:
        half = Decimal(5).scaleb(int(value.normalize().as_tuple().exponent) - 1) if value else Decimal(0)
        return _Range(value - half, value + half)
    return _Range(value, value)


def _apart(one: _Range, other: _Range) -> bool:
    low, high = sorted((one, other), key=lambda each: (each.low, each.high))
    return low.high < high.low or (low.high == high.low and (low.open or high.open))
