"""Contour plates: a small survey map for each entry, drawn from its kind and id alone.

A kind has a landform and a mark; a kind without them gets rolling country, so that a new kind needs nothing here.
Land is measured in plate heights and keeps its shape at every size. Colours come from the style sheet.
"""

import math
import random
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe

from .contours import Grid, Line, contours, extent, path

ROWS = 24  # cells of the survey grid from top to bottom
SMALLEST = 0.09  # lines shorter than this part of the height read as scribble and are left out
MARGIN = 0.07  # part of the height by which a boundary keeps clear of the border
INDEX_EVERY = 5  # every fifth contour is drawn stronger, as surveys do


class Hill(NamedTuple):
    x: float
    y: float
    radius: float
    height: float
    stretch: float = 1
    turn: float = 0


def _zone(rng: random.Random) -> list[Hill]:
    """A massif: five tops so close together that one boundary holds them all."""
    within = rng.uniform
    columns = (-0.38, -0.19, 0, 0.19, 0.38)
    return [Hill(x + within(-0.06, 0.06), within(-0.16, 0.16), within(0.14, 0.2), within(0.5, 1)) for x in columns]


def _company(rng: random.Random) -> list[Hill]:
    """One summit between two shoulders."""
    turn = rng.uniform(0, math.tau)
    bearings = (turn + rng.uniform(-0.5, 0.5), turn + math.pi + rng.uniform(-0.9, 0.9))
    shoulders = [Hill(0.45 * math.cos(b), 0.36 * math.sin(b), 0.2, rng.uniform(0.25, 0.4)) for b in bearings]
    return [Hill(0, 0, 0.25, 1, rng.uniform(1, 1.3), turn), *shoulders]


def _person(rng: random.Random) -> list[Hill]:
    """A single round hill."""
    return [Hill(0, 0, rng.uniform(0.34, 0.4), 1, rng.uniform(1, 1.25), rng.uniform(0, math.pi))]


def _milestone(rng: random.Random) -> list[Hill]:
    """A ridge across the plate, highest near its middle."""
    turn = rng.choice((-1, 1)) * rng.uniform(0.3, 0.6)
    crest = [(0.3 * i, 1 - abs(i) * rng.uniform(0.1, 0.18)) for i in range(-2, 3)]
    return [Hill(way * math.cos(turn), way * math.sin(turn), 0.13, height, 2.4, turn) for way, height in crest]


def _rolling(rng: random.Random) -> list[Hill]:
    within = rng.uniform
    return [Hill(x, within(-0.25, 0.25), 0.28, within(0.6, 1), within(1, 1.5), within(0, 3)) for x in (-0.45, 0, 0.45)]


LANDFORMS = {"zone": _zone, "company": _company, "person": _person, "milestone": _milestone}
BOUNDED = {"zone"}
MARKS = {
    "company": "m0-11l10 18h-20z",
    "person": "m-9 0a9 9 0 1 0 18 0 9 9 0 1 0-18 0z",
    "milestone": "m0-11l11 11-11 11-11-11z",
}


def _hills(kind: str, rng: random.Random, aspect: float) -> Iterator[Hill]:
    """The kind's landform, to the right in a wide band (a name is lettered on its left), and low country around."""
    middle = aspect * (rng.uniform(0.6, 0.68) if aspect > 2.5 else rng.uniform(0.44, 0.56))
    down = rng.uniform(0.44, 0.56)
    for hill in LANDFORMS.get(kind, _rolling)(rng):
        yield hill._replace(x=hill.x + middle, y=hill.y + down)
    for place in range(round(2 * aspect)):
        x, y = (place + rng.random()) / 2, rng.choice((0, 1)) + rng.uniform(-0.2, 0.2)
        if abs(x - middle) > 0.5:
            yield Hill(x, y, rng.uniform(0.2, 0.35), rng.uniform(0.15, 0.35))


def _survey(hills: Iterable[Hill], rng: random.Random, columns: int, levels: int) -> Grid:
    """Heights on the grid, so scaled that contours lie at 0, 1, … levels - 1, and closer together on low ground."""
    bells = [_bell(hill) for hill in hills]
    a, b, c, d = (rng.uniform(0, math.tau) for _ in range(4))
    across, down = [i / ROWS for i in range(columns + 1)], [j / ROWS for j in range(ROWS + 1)]

    # The land is bent in long swells: none is as regular as a formula.
    swells = [(0.02 * math.sin(9 * x + b), 0.06 * math.sin(5 * x + c)) for x in across]

    def row(y: float) -> Iterator[float]:
        east, south = 0.06 * math.sin(5 * y + a), 0.02 * math.sin(9 * y + d)
        for x, (along, up) in zip(across, swells, strict=True):
            yield _height(bells, x + east + along, y + up + south)

    grid = [list(row(y)) for y in down]
    low, high = min(map(min, grid)), max(map(max, grid))
    return [[((v - low) / (high - low)) ** 0.75 * levels - 0.5 for v in row] for row in grid]


Bell = tuple[float, float, float, float, float, float]
"""Its place, its height, its turn and radius as two parts, and how narrow it is across."""


def _bell(hill: Hill) -> Bell:
    east, south = math.cos(hill.turn) / hill.radius, math.sin(hill.turn) / hill.radius
    return hill.x, hill.y, hill.height, east, south, hill.stretch**-2


def _height(bells: list[Bell], x: float, y: float) -> float:
    """What all hills add to a point: each a bell with long flanks, which keeps contours evenly apart."""
    height = 0.0
    for middle, down, top, east, south, narrow in bells:
        along, across = x - middle, y - down
        far, wide = along * east + across * south, across * east - along * south
        height += top / (1 + narrow * far * far + wide * wide)
    return height


def _summit(grid: Grid) -> tuple[float, float]:
    """The highest point, in cells; between grid points by the parabola through it and its neighbours."""
    _, j, i = max((height, j, i) for j, row in enumerate(grid[1:-1], 1) for i, height in enumerate(row[1:-1], 1))

    def shift(before: float, here: float, after: float) -> float:
        return (before - after) / (2 * (before - 2 * here + after) or 1)

    row, column = grid[j], [row[i] for row in grid]
    return i + shift(*row[i - 1 : i + 2]), j + shift(*column[j - 1 : j + 2])


def _boundary(contours: list[list[Line]], width: int, height: int) -> Line | None:
    """The widest ring that keeps clear of the border."""
    margin = MARGIN * height

    def clear(line: Line) -> bool:
        return all(margin < x < width - margin and margin < y < height - margin for x, y in line)

    rings = [line for level in contours for line in level if line[0] == line[-1] and clear(line)]
    return max(rings, key=lambda ring: math.prod(extent(ring)), default=None)


def _drawing(contours: list[list[Line]], boundary: Line | None) -> str:
    """One element for the lines of each class."""
    paths = {"": "", ' class="ix"': "", ' class="bd"': ""}
    for level, level_lines in enumerate(contours):
        strength = ' class="ix"' if level % INDEX_EVERY == 2 else ""
        for line in level_lines:
            paths[' class="bd"' if line is boundary else strength] += path(line)
    return "".join(f'<path{attribute} d="{data}"/>' for attribute, data in paths.items() if data)


class Sheet(NamedTuple):
    """What is drawn on a plate: lines by level, the one that is a boundary, and where the kind's mark stands."""

    contours: list[list[Line]]
    boundary: Line | None
    mark: tuple[int, int] | None


def sheet(kind: str, seed: str, width: int, height: int) -> Sheet:
    """The land of a plate, the same wherever and whenever it is surveyed."""
    rng = random.Random(f"{kind}/{seed}")  # noqa: S311  (a drawing, no secret)
    cell, levels = height / ROWS, round(4 + math.sqrt(width * height) / 62)
    grid = _survey(_hills(kind, rng, width / height), rng, math.ceil(width / cell), levels)
    drawn = [
        [line for line in lines if max(extent(line)) > SMALLEST * height] for lines in contours(grid, levels, cell)
    ]
    x, y = _summit(grid)
    mark = (round(x * cell), round(y * cell)) if kind in MARKS else None
    return Sheet(drawn, _boundary(drawn, width, height) if kind in BOUNDED else None, mark)


@lru_cache(maxsize=2_000)  # 12 MB
def plate(kind: str, seed: str, width: int = 640, height: int = 400) -> SafeString:
    """An SVG of less than 6,000 bytes, the same wherever and whenever it is drawn."""
    land = sheet(kind, seed, width, height)
    drawing = _drawing(land.contours, land.boundary)
    if land.mark:
        x, y = land.mark
        drawing += f'<path class="pt" d="M{x} {y}{MARKS[kind]}"/><circle class="dt" cx="{x}" cy="{y}" r="2"/>'
    frame = f'viewBox="0 0 {width} {height}" preserveAspectRatio="xMidYMid slice"'
    return mark_safe(f'<svg class="plate" {frame} aria-hidden="true" focusable="false">{drawing}</svg>')


def sheet_reference(kind: str, pk: UUID | str) -> str:
    """The entry's sheet as its page cites it, such as ``C E4·B5``."""
    digits = UUID(str(pk)).hex
    return f"{kind[:1]} {digits[:2]}·{digits[2:4]}".upper()
