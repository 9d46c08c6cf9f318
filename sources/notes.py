"""The notes of one page: numbered in the order of their first use, one per passage however often it is cited."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .models import Passage, Source


@dataclass(frozen=True)
class Note:
    """``first`` is true where the note itself stands; later uses only point to it."""

    number: int
    passage: Passage
    first: bool


@dataclass
class Notes:
    _numbers: dict[str, int] = field(default_factory=dict)
    passages: list[Passage] = field(default_factory=list)

    def cite(self, passages: Iterable[Passage]) -> list[Note]:
        """Notes for a statement's passages, the new ones numbered on."""
        return [self._cite(passage) for passage in passages]

    def _cite(self, passage: Passage) -> Note:
        if number := self._numbers.get(passage.key):
            return Note(number, passage, first=False)
        self.passages.append(passage)
        number = self._numbers[passage.key] = len(self.passages)
        return Note(number, passage, first=True)

    @property
    def sources(self) -> list[tuple[Source, list[int]]]:
        """Sources of the notes so far, each with the paragraphs that they name."""
        found: dict[Source, set[int]] = {}
        for passage in self.passages:
            found.setdefault(passage.source, set()).add(passage.paragraph)
        return [(source, sorted(paragraphs)) for source, paragraphs in found.items()]
