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
    """Nodes with the most ties come first; ``wide`` and ``high`` is what all take together.

    ``ties`` are two nodes and a label, by number. ``classes`` are a node's kind and whether it is ahead.
    """
    tied = Counter(number for first, second, _label in graph.ties for number in (first, second))
    order = sorted(range(len(graph.nodes)), key=lambda number: (-tied[number], number))
    at = {number: place for place, number in enumerate(order)}
    nodes = [graph.nodes[number] for number in order]
    labels = {label: number for number, label in enumerate(sorted({label for _first, _second, label in graph.ties}))}
    (xs, ys) = ([round(node.place[axis] * PARTS) for node in nodes] for axis in (0, 1))
    told = {
        "kinds": [model.KIND for model in kinds.every()], "labels": list(labels), "wide": _span(xs), "high": _span(ys),
        "name": [node.name for node in nodes], "path": [node.path for node in nodes], "x": xs, "y": ys,
        "classes": [f"{node.kind} ahead" if node.ahead else node.kind for node in nodes],
        "weight": [round(min(HEAVIEST, 1 + sqrt(tied[number]) / 6), 1) for number in order],
        "ties": [(at[first], at[second], labels[label]) for first, second, label in graph.ties],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _span(numbers: list[int]) -> int:
    return max(numbers, default=0) - min(numbers, default=0) or 1
