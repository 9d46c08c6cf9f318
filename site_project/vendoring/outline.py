"""An outline of the world out of TopoJSON (https://github.com/topojson/topojson-specification), small and plain.

TopoJSON keeps each border once, as an arc of steps on a grid, and shapes as rings of arcs. What comes of it is the
land as rings and the borders between countries as lines, each a list of [latitude, longitude] in degrees.
"""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

DIGITS = 2
"""Of a degree: a kilometre, finer than the data."""

Line = list[list[float]]


def convert(source: bytes) -> bytes:
    topology = json.loads(source)
    arcs = [_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    land, countries = (topology["objects"][name]["geometries"] for name in ("land", "countries"))
    # What two countries have in common is a border; what one has alone is a coast.
    uses = Counter(_number(arc) for ring in _rings(countries) for arc in ring)
    told = {
        "land": [_ring(ring, arcs) for ring in _rings(land)],
        "borders": [arcs[number] for number, used in sorted(uses.items()) if used > 1],
    }
    return json.dumps(told, separators=(",", ":")).encode() + b"\n"


def _arc(steps: list[list[int]], transform: dict[str, list[float]]) -> Line:
    """Each step counts from the one before."""
    (wide, high), (west, south) = transform["scale"], transform["translate"]
    points = accumulate(steps, lambda at, step: [at[0] + step[0], at[1] + step[1]])
    return [[round(y * high + south, DIGITS), round(x * wide + west, DIGITS)] for x, y in points]


def _number(arc: int) -> int:
    """An arc that is followed backwards stands as the complement of its number."""
    return ~arc if arc < 0 else arc


def _rings(geometries: list[dict[str, Any]]) -> Iterator[list[int]]:
    for geometry in geometries:
        shapes = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for shape in shapes:
            yield from shape


def _ring(ring: list[int], arcs: list[Line]) -> Line:
    """Arcs one after the other; each begins where the one before ended."""
    points: Line = []
    for arc in ring:
        points += arcs[arc] if arc >= 0 else arcs[~arc][::-1]
    return [point for number, point in enumerate(points) if not number or point != points[number - 1]]
