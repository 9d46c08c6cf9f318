"""A paragraph drawn as bars, a bar a word, from the text's shape alone."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 496
_LETTER, _GAP, _LINE, _BAR = 8, 8, 17, 3.5


@dataclass(frozen=True)
class Bars:
    """Words that the same passages cover: an SVG path and the passages' numbers (none: nothing rests on them)."""

    path: str
    covered_by: tuple[int, ...]


@dataclass(frozen=True)
class Label:
    number: int
    x: int
    y: int


@dataclass(frozen=True)
class Drawing:
    height: int
    bars: list[Bars]
    labels: list[Label]


def draw(letters: Sequence[int], ranges: Sequence[tuple[int, int]]) -> Drawing:
    """Draw a paragraph of words with these numbers of letters, 496 units wide.

    ``ranges`` are the passages' first and last words, from 1 and inclusive; passage n is ``ranges[n - 1]``.
    """
    places, x, y = [], 0, _LINE - 6
    for count in letters:
        width = min(count * _LETTER - 2, WIDTH)
        if x and x + width > WIDTH:
            x, y = 0, y + _LINE
        places.append((x, y, width))
        x += width + 2 + _GAP
    paths: dict[tuple[int, ...], str] = defaultdict(str)
    for word, (left, top, width) in enumerate(places, 1):
        covering = tuple(number for number, (first, last) in enumerate(ranges, 1) if first <= word <= last)
        paths[covering] += f"M{left} {top}h{width}v{_BAR}H{left}z"
    labels = [
        Label(n, *places[first - 1][:2]) for n, (first, _last) in enumerate(ranges, 1) if 1 <= first <= len(places)
    ]
    return Drawing(y + 8, [Bars(path, covering) for covering, path in sorted(paths.items())], labels)
