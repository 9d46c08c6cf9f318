"""Known names in a text. Upper floors register the names of what they hold; one pass over the text finds them."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from .locators import HAN, fold

CASE_MATTERS = 4
"""Names of so many characters or fewer are found only in the case in which they are written."""

_TOKEN = re.compile(rf"[{HAN}]|[^\W{HAN}]+")
_INSIDE_A_WORD = re.compile(rf"[^\W{HAN}]{{2}}")


class Known(NamedTuple):
    """One name of something, and what it is the name of."""

    name: str
    kind: str
    id: UUID
    called: str
    """What the thing itself is listed as."""


@dataclass
class Mention:
    """Something named in the text, with the numbers of the paragraphs that name it, in order."""

    kind: str
    id: UUID
    called: str
    paragraphs: list[int] = field(default_factory=list)


Names = Callable[[], Iterable[Known]]
_registered: list[Names] = []


def register(names: Names) -> None:
    _registered.append(names)


def known() -> Iterator[Known]:
    for names in _registered:
        yield from names()


def find(paragraphs: Sequence[str], names: Iterable[Known]) -> list[Mention]:
    """What the normalised paragraphs name, in the order of first mention.

    A name is found as whole words, in Han script as any run of its characters; of names that nest or begin at the
    same place, the longest. Each name is looked at once, and each word of the text once.
    """
    tokens = [list(_TOKEN.finditer(paragraph)) for paragraph in paragraphs]
    index = _Index(names, {token[0].casefold() for line in tokens for token in line})
    found: dict[UUID, Mention] = {}
    for number, (paragraph, line) in enumerate(zip(paragraphs, tokens, strict=True), 1):
        for one in index.named(paragraph, line):
            mention = found.setdefault(one.id, Mention(one.kind, one.id, one.called))
            if number not in mention.paragraphs[-1:]:
                mention.paragraphs.append(number)
    return list(found.values())


class _Index:
    """Names by how they read in any case; how long those are that have a word as their first, by that word.

    So a place in the text costs no more than names beginning with its word have lengths, however many there are.
    """

    def __init__(self, names: Iterable[Known], needed: set[str]):
        self.names: dict[str, list[Known]] = defaultdict(list)
        extents: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for one in names:
            name = fold(one.name)
            first = _TOKEN.search(name)
            if first and (word := first[0].casefold()) in needed:
                self.names[name.casefold()].append(one)
                extents[word].add((len(name), first.start()))
        self.extents = {word: sorted(found, reverse=True) for word, found in extents.items()}
        """By first word: length of the name, longest first, and how many characters of it stand before that word."""

    def named(self, paragraph: str, tokens: list[re.Match[str]]) -> Iterator[Known]:
        """What is named in one paragraph; several things where they share a name."""
        end = 0
        for token in tokens:
            for length, before in self.extents.get(token[0].casefold(), ()):
                start = token.start() - before
                if start >= end and (found := self._at(paragraph, start, start + length)):
                    yield from found
                    end = start + length
                    break

    def _at(self, paragraph: str, start: int, end: int) -> list[Known]:
        if _INSIDE_A_WORD.match(paragraph, end - 1):
            return []
        there = paragraph[start:end]
        alike = self.names.get(there.casefold(), ())
        return [one for one in alike if len(there) > CASE_MATTERS or fold(one.name) == there]
