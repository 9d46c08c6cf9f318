"""Contour lines of a grid of heights, traced, thinned and rounded off into SVG path data."""

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

TOLERANCE = 0.65  # how far, in units of the drawing, a thinned line may leave the surveyed one

Point = tuple[float, float]
Line = list[Point]  # a ring ends on the point it starts from
Grid = list[list[float]]
Edge = tuple[int, int, int]  # of the grid: column, row, 0 for across or 1 for down


def _joints(grid: Grid, levels: int) -> list[dict[Edge, list[Edge]]]:
    """By level, for each edge that its contour crosses, the edges where it goes on (marching squares)."""
    joints: list[dict[Edge, list[Edge]]] = [{} for _ in range(levels)]
    # Levels are whole numbers, so that heights can be rounded up: where all four are alike then, none passes.
    steps = [[math.ceil(height) for height in row] for row in grid]
    for j, (upper, lower) in enumerate(pairwise(steps)):
        for i, ((a, b), (d, c)) in enumerate(zip(pairwise(upper), pairwise(lower), strict=True)):
            if a == b == c == d:
                continue
            across, right, below, left = (i, j, 0), (i + 1, j, 1), (i, j + 1, 0), (i, j, 1)
            for level in range(max(0, min(a, b, c, d)), min(levels, max(a, b, c, d))):
                is_a, is_b, is_c, is_d = a > level, b > level, c > level, d > level
                around = (across, is_a != is_b), (right, is_b != is_c), (below, is_c != is_d), (left, is_d != is_a)
                crossed = [edge for edge, is_crossed in around if is_crossed]
                for one, other in zip(crossed[::2], crossed[1::2], strict=True):
                    joints[level].setdefault(one, []).append(other)
                    joints[level].setdefault(other, []).append(one)
    return joints


def contours(grid: Grid, levels: int, cell: float) -> Iterator[list[Line]]:
    """The lines at each level (0, 1, …) on a grid of square cells: first those that end at the border, then rings."""
    for level, joints in enumerate(_joints(grid, levels)):
        yield list(_lines(grid, level, cell, joints))


def _lines(grid: Grid, level: int, cell: float, joints: dict[Edge, list[Edge]]) -> Iterator[Line]:
    def place(edge: Edge) -> Point:
        i, j, down = edge
        here, there = grid[j][i], grid[j + down][i + 1 - down]
        part = (level - here) / (there - here)
        return (i + part * (1 - down)) * cell, (j + part * down) * cell

    for edge in sorted(joints, key=lambda edge: len(joints[edge])):
        line = [place(edge)]
        while joints[edge]:
            onward = joints[edge].pop()
            joints[onward].remove(edge)
            edge = onward
            line.append(place(edge))
        if len(line) > 1:  # else a line before it has passed here
            yield line


def extent(line: Line) -> Point:
    """How wide and how high a line lies."""
    xs, ys = zip(*line, strict=True)
    return max(xs) - min(xs), max(ys) - min(ys)


def _thin(line: Line) -> Line:
    """The points without which the line would shift by more than the tolerance (Douglas and Peucker)."""
    (x0, y0), (x1, y1) = line[0], line[-1]
    length = math.hypot(x1 - x0, y1 - y0) or 1
    off = [abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length for x, y in line]
    far = max(range(len(line)), key=off.__getitem__)
    return [line[0], line[-1]] if off[far] < TOLERANCE else _thin(line[: far + 1])[:-1] + _thin(line[far:])


class Spline(NamedTuple):
    """A smooth line through ``stops``; ``pull`` bends the first stretch, and each other one is pulled by what follows.

    A quadratic one, whose pulls are the points of the thinned line, and whose stops lie midway between these.
    """

    stops: Line
    pull: Point

    def points(self, steps: int) -> Line:
        """The line as short straight ones, ``steps`` to each stretch, for what cannot draw curves."""
        found, pull = [self.stops[0]], self.pull
        for start, stop in pairwise(self.stops):
            found += [_bend(start, pull, stop, step / steps) for step in range(1, steps + 1)]
            pull = (2 * stop[0] - pull[0], 2 * stop[1] - pull[1])
        return found


def _bend(start: Point, pull: Point, stop: Point, way: float) -> Point:
    back = 1 - way
    x, y = (back * back * a + 2 * back * way * b + way * way * c for a, b, c in zip(start, pull, stop, strict=True))
    return x, y


def smooth(line: Line) -> Spline:
    """A line thinned and rounded off. Pulls are whole numbers, so midways are exact in halves."""
    half = len(line) // 2  # thinned in two parts, as a ring has no ends to measure from
    thin: Line = [(float(round(x)), float(round(y))) for x, y in _thin(line[: half + 1])[:-1] + _thin(line[half:])]
    if line[0] == line[-1]:
        midways = _midways(thin)
        return Spline([*midways, midways[0]], thin[1])
    return Spline([thin[0], *_midways(thin[1:-1]), thin[-1]], thin[1])


def path(line: Line) -> str:
    """The smooth line in SVG; its short form ``t`` loses nothing."""
    spline = smooth(line)
    return _spline(*spline) + ("z" if line[0] == line[-1] else "")


def _midways(points: Line) -> Line:
    return [((x0 + x1) / 2, (y0 + y1) / 2) for (x0, y0), (x1, y1) in pairwise(points)]


def _spline(stops: Line, pull: Point) -> str:
    """Path data through the stops, the first stretch pulled by a point, each other one by what that implies."""
    (x, y), (x1, y1) = stops[:2]
    first = _numbers(pull[0] - x, pull[1] - y, x1 - x, y1 - y)
    steps = [step for (x0, y0), (x1, y1) in pairwise(stops[1:]) for step in (x1 - x0, y1 - y0)]
    return f"M{_numbers(x, y)}q{first}" + (f"t{_numbers(*steps)}" if steps else "")


def _numbers(*values: float) -> str:
    """Numbers as short as SVG allows: no zero before a point, no space before a minus."""
    return re.sub(r"\b0\.", ".", " ".join(f"{value:g}" for value in values)).replace(" -", "-")
