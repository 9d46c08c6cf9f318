"""Finding a passage in its source: exactly, by its paragraph, its opening and its closing words.

A text is normalised before anything is sought in it: lines, empty ones dropped, NFC, white space folded to
one space, joined by newlines. Paragraphs are those lines, counted from 1. Nothing is ever matched fuzzily.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

MOST_WORDS = 6
"""Words at most in the opening and in the closing, where both are given."""
MOST_WORDS_ALONE = 8
"""Words at most in an opening that stands alone."""
MOST_CHARACTERS = 200
"""Characters at most in either."""

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Han characters, as a part of a regular expression's brackets."""
WORD = rf"[{HAN}]|[^\s{HAN}]+"
"""What counts as a word, as a regular expression."""
_WORD = re.compile(WORD)


class NotLocated(ValueError):
    """The passage does not stand in the text exactly once; the message says what was found."""


@dataclass(frozen=True)
class Located:
    """A passage in its paragraph: character range [start, end), words counted from 1 and inclusive, SHA-256."""

    start: int
    end: int
    first_word: int
    last_word: int
    digest: str


def fold(line: str) -> str:
    """One line in NFC, without white space at its ends, each run of white space inside made one space."""
    return " ".join(unicodedata.normalize("NFC", line).split())


def normalise(text: str) -> str:
    return "\n".join(filter(None, map(fold, text.splitlines())))


def paragraphs(text: str) -> list[str]:
    return normalise(text).splitlines()


def words(text: str) -> list[re.Match[str]]:
    """Words with their places: a Han character is a word, as is a run of anything else but white space."""
    return list(_WORD.finditer(text))


def shape(text: str) -> list[list[int]]:
    """Number of characters of each word, paragraph by paragraph: the text's form without its content."""
    return [[len(word[0]) for word in words(paragraph)] for paragraph in paragraphs(text)]


def digest(text: str) -> str:
    """SHA-256 of a text that is already normalised, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def locate(paragraph: str, opens: str, closes: str = "") -> Located:
    """Find the one place that begins with ``opens`` and ends with the next ``closes`` (or is ``opens`` alone).

    ``paragraph`` is normalised. Raises ``NotLocated`` when there is no such place or more than one.
    """
    opens, closes = fold(opens), fold(closes)
    if not opens:
        raise NotLocated(gettext("a passage needs opening words"))
    starts = _occurrences(paragraph, opens)
    if not starts:
        raise NotLocated(gettext("the opening words “%(words)s” are not in this paragraph") % {"words": opens})
    places = []
    for start in starts:
        opened = start + len(opens)
        closing = paragraph.find(closes, opened) if closes else opened
        if closing >= 0:
            places.append((start, closing + len(closes)))
    if not places:
        raise NotLocated(gettext("the closing words “%(words)s” do not follow the opening words") % {"words": closes})
    if len(places) > 1:
        raise NotLocated(
            ngettext(
                "the passage stands %(count)d time here",
                "the passage stands %(count)d times here; use more words",
                len(places),
            )
            % {"count": len(places)}
        )
    ((start, end),) = places
    touched = [number for number, word in enumerate(words(paragraph), 1) if word.end() > start and word.start() < end]
    return Located(start, end, touched[0], touched[-1], digest(paragraph[start:end]))


def _occurrences(text: str, part: str) -> list[int]:
    """Every start of ``part`` in ``text``, overlapping ones too."""
    found, start = [], text.find(part)
    while start >= 0:
        found.append(start)
        start = text.find(part, start + 1)
    return found


def too_long(opens: str, closes: str) -> str | None:
    """A sentence when a passage quotes more words than we keep, else None."""
    most = MOST_WORDS if closes else MOST_WORDS_ALONE
    if max(len(words(opens)), len(words(closes))) <= most:
        return None
    if closes:
        return gettext("Quote at most %(most)d opening and %(most)d closing words.") % {"most": most}
    return gettext("Quote at most %(most)d words, or fewer with closing words.") % {"most": most}
