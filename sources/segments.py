"""A paragraph cut where its passages begin and end, so that ones that overlap can be marked without nesting."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain, pairwise


@dataclass(frozen=True)
class Segment:
    """A piece of text; the numbers of the passages that cover it, and of those among them that begin with it."""

    text: str
    covered_by: tuple[int, ...]
    begun: tuple[int, ...]


def cut(text: str, places: Mapping[int, tuple[int, int]]) -> list[Segment]:
    """The pieces in order; joined they are the text.

    ``places`` are the passages' characters by their numbers: the first, and the one after the last.
    """
    cuts = sorted({0, len(text), *chain.from_iterable(places.values())})
    return [
        Segment(
            text[here:there],
            tuple(number for number, (start, end) in places.items() if start <= here < end),
            tuple(number for number, (start, _end) in places.items() if start == here),
        )
        for here, there in pairwise(cuts)
    ]
