"""The mirror of a source: its paragraphs in order, each with what rests on it and how much of it is used."""

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

from . import locators
from .coverage import Coverage
from .drawing import Drawing, draw
from .models import Passage, Source
from .registry import Citing, Fact, facts_of, prose_facts, register as register_citing
from .segments import Segment, cut


@dataclass
class Cite:
    """A passage that something public rests on; ``number`` counts through the source, ``place`` in its paragraph."""

    passage: Passage
    number: int
    place: int
    facts: list[Fact]


@dataclass
class Paragraph:
    """One paragraph: letters of each word (none where the text was never at hand), and its text where it is shown."""

    number: int
    letters: list[int] = field(default_factory=list)
    text: str = ""
    cites: list[Cite] = field(default_factory=list)

    @property
    def words(self) -> int:
        return len(self.letters)

    @cached_property
    def covered(self) -> int:
        """Words under at least one passage."""
        return len({word for first, last in self._ranges for word in range(max(first, 1), min(last, self.words) + 1)})

    @property
    def uncovered(self) -> int:
        return self.words - self.covered

    @property
    def drawing(self) -> Drawing | None:
        return draw(self.letters, self._ranges) if self.letters else None

    @cached_property
    def places(self) -> dict[int, tuple[int, int]]:
        """Characters of the passages in the text, by their place; without those that a changed text no longer has."""
        found = {}
        for cite in self.cites:
            with suppress(locators.NotLocated):
                located = locators.locate(self.text, cite.passage.opens, cite.passage.closes)
                found[cite.place] = (located.start, located.end)
        return found

    @property
    def pieces(self) -> list[tuple[Segment, list[Cite]]]:
        """The text in segments, each with the passages that begin with it."""
        return [
            (segment, [self.cites[place - 1] for place in segment.begun]) for segment in cut(self.text, self.places)
        ]

    @property
    def _ranges(self) -> list[tuple[int, int]]:
        return [(cite.passage.first_word or 0, cite.passage.last_word or 0) for cite in self.cites]


@dataclass
class Mirror(Coverage):
    paragraphs: list[Paragraph]

    @property
    def longest(self) -> int:
        return max((paragraph.words for paragraph in self.paragraphs), default=0)

    @property
    def facts(self) -> int:
        return sum(len(cite.facts) for paragraph in self.paragraphs for cite in paragraph.cites)


def reflect(source: Source, *, text: str = "") -> Mirror:
    """Gather all that is public and rests on the source; the number of queries does not depend on how much.

    ``text`` is the source's own where whoever asks may read it, else nothing of it gets into the mirror.
    """
    passages: dict[Passage, list[Fact]] = defaultdict(list)
    for passage, fact in facts_of(source):
        if fact not in passages[passage]:
            passages[passage].append(fact)
    ordered = sorted(
        passages, key=lambda passage: (passage.paragraph, passage.first_word or 0, passage.last_word or 0, passage.key)
    )
    texts = locators.paragraphs(text)
    count = max([len(source.shape), len(texts), *(passage.paragraph for passage in ordered)])
    paragraphs = [Paragraph(number) for number in range(1, count + 1)]
    for paragraph, letters in zip(paragraphs, source.shape, strict=False):
        paragraph.letters = letters
    for paragraph, told in zip(paragraphs, texts, strict=False):
        paragraph.text = told
    for number, passage in enumerate(ordered, 1):
        passage.source = source  # at hand, so that its address costs no query
        cites = paragraphs[passage.paragraph - 1].cites
        cites.append(Cite(passage, number, len(cites) + 1, _plainest(passages[passage])))
    return Mirror(paragraphs)


def _plainest(facts: list[Fact]) -> list[Fact]:
    """Without what a page's prose says again of a fact that the page states on its own; one in prose if that is all."""
    firm = [fact for fact in facts if not fact.loose]
    pages = {fact.url for fact in firm}
    for fact in facts:
        if fact.loose and fact.url not in pages:
            pages.add(fact.url)
            firm.append(fact)
    return firm


def register() -> None:
    # A source's own summary does not make it public: see Citing.grounds.
    register_citing(
        Citing(
            Source, "cited", Source.objects.all,
            lambda source, key: prose_facts(source, "source", source.summary, key), grounds=False,
        )
    )  # fmt: skip
