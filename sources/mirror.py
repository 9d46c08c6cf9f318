"""The mirror of a source: its paragraphs in order, each with what rests on it and how much of it is used."""

from collections import defaultdict
from dataclasses import dataclass, field

from .drawing import Drawing, draw
from .models import Passage, Source
from .registry import Citing, Fact, facts_of, prose_facts, register as register_citing


@dataclass
class Cite:
    """A passage that something public rests on; ``number`` counts through the source, ``place`` in its paragraph."""

    passage: Passage
    number: int
    place: int
    facts: list[Fact]


@dataclass
class Paragraph:
    """One paragraph; ``words`` is 0 where the text was never at hand."""

    number: int
    words: int = 0
    covered: int = 0
    cites: list[Cite] = field(default_factory=list)
    drawing: Drawing | None = None

    @property
    def uncovered(self) -> int:
        return self.words - self.covered


@dataclass
class Mirror:
    paragraphs: list[Paragraph]

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

    @property
    def longest(self) -> int:
        return max((paragraph.words for paragraph in self.paragraphs), default=0)

    @property
    def facts(self) -> int:
        return sum(len(cite.facts) for paragraph in self.paragraphs for cite in paragraph.cites)


def reflect(source: Source) -> Mirror:
    """Gather all that is public and rests on the source; the number of queries does not depend on how much."""
    passages: dict[Passage, list[Fact]] = defaultdict(list)
    for passage, fact in facts_of(source):
        if fact not in passages[passage]:
            passages[passage].append(fact)
    ordered = sorted(
        passages, key=lambda passage: (passage.paragraph, passage.first_word or 0, passage.last_word or 0, passage.key)
    )
    count = max([len(source.shape), *(passage.paragraph for passage in ordered)])
    paragraphs = [Paragraph(number) for number in range(1, count + 1)]
    for number, passage in enumerate(ordered, 1):
        cites = paragraphs[passage.paragraph - 1].cites
        cites.append(Cite(passage, number, len(cites) + 1, _plainest(passages[passage])))
    for paragraph, letters in zip(paragraphs, source.shape, strict=False):
        _measure(paragraph, letters)
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


def _measure(paragraph: Paragraph, letters: list[int]) -> None:
    ranges = [(cite.passage.first_word or 0, cite.passage.last_word or 0) for cite in paragraph.cites]
    paragraph.words = len(letters)
    paragraph.covered = len(
        {word for first, last in ranges for word in range(max(first, 1), min(last, len(letters)) + 1)}
    )
    paragraph.drawing = draw(letters, ranges)


def register() -> None:
    # A source's own summary does not make it public: see Citing.grounds.
    register_citing(
        Citing(
            Source, "cited", Source.objects.all,
            lambda source, key: prose_facts(source, "source", source.summary, key), grounds=False,
        )
    )  # fmt: skip
