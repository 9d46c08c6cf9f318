"""What a figure of connections is made of, before and after everything has its place."""

from dataclasses import dataclass, field
from typing import NamedTuple

from .measuring import NAME, OWN, SMALL, PageLettering
from .strokes import Stroke


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


class Node(NamedTuple):
    """A name in a column, 0 to 2; ``own`` is what the figure is about, ``more`` a note on those left out."""

    key: str
    name: str
    column: int
    own: bool = False
    more: bool = False

    @property
    def face(self) -> PageLettering:
        return OWN if self.own else SMALL if self.more else NAME


class Line(NamedTuple):
    """What ties one node to another, in one or two labels that are read from the first to the second.

    Where both are in one column, the second stands above the first, or below it where it is ``under``.
    """

    first: str
    second: str
    labels: tuple[str, ...]
    ahead: bool = False
    under: bool = False


class Text(NamedTuple):
    """A line of lettering on its base line: from its left end, or about its middle where ``middle``."""

    x: int
    y: int
    words: str
    box: Box
    middle: bool = False


class Placed(NamedTuple):
    """A node where it stands: the box of its glyph, and its name in lines, cut where it had to be."""

    node: Node
    glyph: Box
    texts: list[Text]
    cut: bool


@dataclass
class Layout:
    """A figure with everything in its place; lengths are in its own units."""

    width: int
    height: int = 0
    heads: list[Text] = field(default_factory=list)
    nodes: list[Placed] = field(default_factory=list)
    labels: list[Text] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
