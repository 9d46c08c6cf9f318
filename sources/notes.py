"""The notes of one page: numbered in the order of their first use, one per passage however often it is cited."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from string import ascii_lowercase

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .models import Passage, Source


@dataclass(frozen=True)
class Note:
    """One use of a note, counted from 1; the note itself stands at the first, and later ones only point to it."""

    number: int
    passage: Passage
    use: int

    @property
    def first(self) -> bool:
        return self.use == 1

    @property
    def letter(self) -> str:
        """The use as the list of notes names it: a, b, c …; past z by its number."""
        return ascii_lowercase[self.use - 1] if self.use <= len(ascii_lowercase) else str(self.use)

    @cached_property
    def html(self) -> SafeString:
        """What the note says; a page has it twice, beside its first use and among all notes."""
        return render_to_string("sources/_note.html", {"passage": self.passage})


@dataclass
class Notes:
    _uses: dict[str, list[Note]] = field(default_factory=dict)

    def cite(self, passages: Iterable[Passage]) -> list[Note]:
        """Notes for a statement's passages, the new ones numbered on."""
        return [self._cite(passage) for passage in passages]

    def _cite(self, passage: Passage) -> Note:
        uses = self._uses.setdefault(passage.key, [])
        note = Note(uses[0].number if uses else len(self._uses), passage, len(uses) + 1)
        uses.append(note)
        return note

    @property
    def listed(self) -> list[list[Note]]:
        """The notes so far, each as its uses."""
        return list(self._uses.values())

    @property
    def passages(self) -> list[Passage]:
        return [uses[0].passage for uses in self._uses.values()]

    @property
    def sources(self) -> list[tuple[Source, list[int]]]:
        """Sources of the notes so far, each with the paragraphs that they name."""
        found: dict[Source, set[int]] = {}
        for passage in self.passages:
            found.setdefault(passage.source, set()).add(passage.paragraph)
        return [(source, sorted(paragraphs)) for source, paragraphs in found.items()]
