"""From words that somebody selected to a passage: the fewest opening and closing words that find them again."""

from collections.abc import Iterator

from django.utils.translation import gettext, ngettext

from .locators import MOST_CHARACTERS, MOST_WORDS, MOST_WORDS_ALONE, NotLocated, locate, words


def shortest(paragraph: str, first_word: int, last_word: int) -> tuple[str, str]:
    """Opening and closing words by which ``locate`` finds exactly these words, and as few of them as will do.

    ``paragraph`` is normalised, its words count from 1, both ends are inclusive. Where two ways take as many words,
    one piece goes before two, and a longer opening before a longer closing. Raises ``NotLocated`` with the reason.
    """
    count = len(words(paragraph))
    if not 1 <= first_word <= last_word <= count:
        raise NotLocated(
            ngettext("the paragraph has only %(count)d word", "the paragraph has only %(count)d words", count)
            % {"count": count}
        )
    for opens, closes in _ways(paragraph, first_word, last_word):
        try:
            found = locate(paragraph, opens, closes)
        except NotLocated:
            continue
        if (found.first_word, found.last_word) == (first_word, last_word):  # not an earlier end of the same beginning
            return opens, closes
    raise NotLocated(gettext("these words cannot be told from others in the paragraph; select more words"))


def _ways(paragraph: str, first_word: int, last_word: int) -> Iterator[tuple[str, str]]:
    """Every opening and closing that we would keep, the fewest words first."""
    chosen = words(paragraph)[first_word - 1 : last_word]
    start, end = chosen[0].start(), chosen[-1].end()
    for total in range(1, min(2 * MOST_WORDS, len(chosen)) + 1):
        if total == len(chosen) <= MOST_WORDS_ALONE and end - start <= MOST_CHARACTERS:
            yield paragraph[start:end], ""
        for opening in range(min(MOST_WORDS, total - 1), max(0, total - MOST_WORDS - 1), -1):
            opens = paragraph[start : chosen[opening - 1].end()]
            closes = paragraph[chosen[opening - total].start() : end]
            if max(len(opens), len(closes)) <= MOST_CHARACTERS:
                yield opens, closes
