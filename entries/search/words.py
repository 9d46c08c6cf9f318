"""Words as the search compares them: without case or diacritics, each Han or Kana sign a word of its own.

All else that is neither letter nor digit separates. The same is done to what is indexed and to what is asked,
so neither database splits text in its own way.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 60
"""Letters of a word that count; of a longer one the rest is left out."""
_SIGN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_TERM = re.compile(rf"[{_SIGN}]|[^\W_{_SIGN}]+")
_HAN = re.compile(f"[{_SIGN}]")


@dataclass(frozen=True)
class Span:
    """A folded word and where it stands in the text it was read from."""

    term: str
    start: int
    end: int


def fold(text: str) -> str:
    """The text without case, diacritics and compatibility forms; sign by sign, so that places can be told."""
    if text.isascii():
        return text.lower()
    return "".join(
        sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)
    ).casefold()  # fmt: skip


def terms(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [term[:LONGEST] for term in _TERM.findall(fold(text))]


def spans(text: str) -> Iterator[Span]:
    """The words that ``terms`` gives, with their places in the text."""
    folded, places = [], []
    for place, sign in enumerate(text):
        parts = _fold_sign(sign)
        folded.append(parts)
        places += [place] * len(parts)
    for found in _TERM.finditer("".join(folded)):
        end = places[found.end() - 1] + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        yield Span(found[0][:LONGEST], places[found.start()], end)


def is_sign(term: str) -> bool:
    """Whether the word is a single sign of a script that writes without spaces."""
    return bool(_HAN.fullmatch(term))


@lru_cache(maxsize=4096)
def _fold_sign(sign: str) -> str:
    return fold(sign)
