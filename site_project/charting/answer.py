"""The graph as JSON for ``map.js``: a column for each thing told of the nodes, which compresses well."""

import json
from collections import Counter
from math import sqrt

from entries import kinds

from .graph import Graph

PARTS = 100
"""Of the length of a tie, in which places are told."""


HEAVIEST = 3
"""How many times as wide as others what is tied to most is drawn."""


def of(graph: Graph) -> bytes:
    """Nodes with the most ties come first. Places are counted from one corner; ``wide`` and ``high`` is the other.

    ``ties`` are two nodes and a label, by number. ``classes`` are a node's kind and whether it is ahead.
    """
    tied = Counter(number for first, second, _label in graph.ties for number in (first, second))
    order = sorted(range(len(graph.nodes)), key=lambda number: (-tied[number], number))
    at = {number: place for place, number in enumerate(order)}
    nodes = [graph.nodes[number] for number in order]
    labels = {label: number for number, label in enumerate(sorted({label for _first, _second, label in graph.ties}))}
    xs, ys = (_from_least([round(node.place[axis] * PARTS) for node in nodes]) for axis in (0, 1))
    told = {
        "kinds": [model.KIND for model in kinds.every()], "labels": list(labels),
        "wide": max(xs, default=0) or 1, "high": max(ys, default=0) or 1,
        "name": [node.name for node in nodes], "path": [node.path for node in nodes], "x": xs, "y": ys,
        "classes": [f"{node.kind} ahead" if node.ahead else node.kind for node in nodes],
        "weight": [round(min(HEAVIEST, 1 + sqrt(tied[number]) / 6), 1) for number in order],
        "ties": [(at[first], at[second], labels[label]) for first, second, label in graph.ties],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _from_least(numbers: list[int]) -> list[int]:
    least = min(numbers, default=0)
    return [number - least for number in numbers]
