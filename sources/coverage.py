"""How much of a source something rests on."""

from collections.abc import Sequence
from typing import Protocol


class Counted(Protocol):
    """A paragraph as far as it counts: how many words it has, and on how many of them something rests."""

    @property
    def words(self) -> int: ...
    @property
    def covered(self) -> int: ...


class Coverage:
    """Something that shows paragraphs, as one."""

    paragraphs: Sequence[Counted]

    @property
    def words(self) -> int:
        return sum(paragraph.words for paragraph in self.paragraphs)

    @property
    def covered(self) -> int:
        return sum(paragraph.covered for paragraph in self.paragraphs)

    @property
    def percent(self) -> int:
        """Share of the words that something rests on, in whole per cent, rounded down."""
        return self.covered * 100 // self.words if self.words else 0
