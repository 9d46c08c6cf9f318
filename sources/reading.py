"""A source's text as its editors read it: paragraph by paragraph, with passages, what rests on them, and mentions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from . import grounds, locators, mentions
from .coverage import Coverage
from .grounds import Ground
from .mentions import Mention
from .models import Passage, Source

WORD = locators.WORD.replace(r"\s", " ")
"""What counts as a word in a normalised paragraph, for the browser, which takes other signs for white space."""


@dataclass
class Placed:
    """A passage with the rows that rest on it."""

    passage: Passage
    grounds: list[Ground]


@dataclass(frozen=True)
class Piece:
    """A run of words that the same passages cover, and the space after it; ``begins`` has the keys that start here."""

    text: str
    depth: int
    carries: bool
    begins: tuple[str, ...]
    space: str


@dataclass
class Paragraph:
    number: int
    text: str = ""
    passages: list[Placed] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    @property
    def words(self) -> int:
        return len(locators.words(self.text))

    @property
    def covered(self) -> int:
        """Words in passages that something rests on."""
        return sum(any(placed.grounds for placed in covering) for covering in self._covering())

    @property
    def pieces(self) -> list[Piece]:
        found, begun = [], set()
        words = zip(locators.words(self.text), self._covering(), strict=True)
        for covering, run in groupby(words, key=lambda pair: pair[1]):
            places = [word for word, _covering in run]
            keys = [placed.passage.key for placed in covering if placed.passage.key not in begun]
            begun.update(keys)
            end = places[-1].end()
            found.append(
                Piece(
                    self.text[places[0].start() : end],
                    len(covering),
                    any(placed.grounds for placed in covering),
                    tuple(keys),
                    " " if self.text[end : end + 1] == " " else "",
                )
            )
        return found

    def _covering(self) -> list[list[Placed]]:
        """The passages over each word."""
        ranges = [(placed, placed.passage.first_word or 0, placed.passage.last_word or 0) for placed in self.passages]
        return [
            [placed for placed, first, last in ranges if first <= number <= last] for number in range(1, self.words + 1)
        ]


@dataclass
class Reading(Coverage):
    paragraphs: list[Paragraph]
    mentions: list[Mention]

    @property
    def passages(self) -> int:
        return sum(len(paragraph.passages) for paragraph in self.paragraphs)


def read(source: Source) -> Reading:
    """The source as it stands now; the number of queries does not depend on how much rests on it."""
    texts = locators.paragraphs(source.text)
    passages = list(source.passages.all())
    resting = grounds.of(source.passages.all())
    count = max([len(texts), *(passage.paragraph for passage in passages)])
    paragraphs = [Paragraph(number) for number in range(1, count + 1)]
    for passage in passages:
        paragraphs[passage.paragraph - 1].passages.append(Placed(passage, resting.get(passage.pk, [])))
    found = _mentions(paragraphs, texts)
    return Reading(paragraphs, found)


def _mentions(paragraphs: list[Paragraph], texts: Sequence[str]) -> list[Mention]:
    found = mentions.find(texts, mentions.known()) if texts else []
    for paragraph, text in zip(paragraphs, texts, strict=False):
        paragraph.text = text
    for mention in found:
        for number in mention.paragraphs:
            paragraphs[number - 1].mentions.append(mention)
    return found
