"""A paragraph drawn as bars, a bar a word, from the text's shape alone."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 496
_LETTER, _GAP, _LINE, _BAR, _NUMBER = 8, 8, 17, 3.5, 13


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
    return Drawing(y + 8, [Bars(path, covering) for covering, path in sorted(paths.items())], _labels(places, ranges))


def _labels(places: Sequence[tuple[int, int, int]], ranges: Sequence[tuple[int, int]]) -> list[Label]:
    """A number at the first word of each passage, beside those that begin with the same word."""
    labels, standing = [], Counter[int]()
    for number, (first, _last) in enumerate(ranges, 1):
        if 1 <= first <= len(places):
            left, top, _width = places[first - 1]
            labels.append(Label(number, left + standing[first] * _NUMBER, top))
            standing[first] += 1
    return labels
