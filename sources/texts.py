"""A source's full text against its passages: every one is located, or the text is refused."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext

from . import locators
from .models import Passage, Source


class TextRefused(ValueError):
    """Raised with one sentence for each passage that the text does not bear out."""

    def __init__(self, problems: list[str]):
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass
class Examined:
    """A text looked through for the passages of one source. Nothing is saved."""

    text: str
    located: list[Passage] = field(default_factory=list)
    lost: list[tuple[Passage, str]] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        """A sentence for each passage that is lost."""
        return [problem for _passage, problem in self.lost]


def examine(passages, text: str) -> Examined:
    """Locate each passage in ``text`` and compare the digest it had, if any, with that of the words found."""
    examined = Examined(text)
    paragraphs = locators.paragraphs(text)
    for passage in passages:
        named = {"key": passage.key, "paragraph": passage.paragraph}
        known = passage.digest
        try:
            passage.fix(paragraphs)
        except locators.NotLocated as error:
            named["problem"] = str(error)
            examined.lost.append((passage, gettext("Passage %(key)s, ¶ %(paragraph)d: %(problem)s.") % named))
            continue
        if known and known != passage.digest:
            changed = gettext("Passage %(key)s, ¶ %(paragraph)d: found, but words inside it have changed.") % named
            examined.lost.append((passage, changed))
        examined.located.append(passage)
    return examined


def words_of(passage: Passage) -> str:
    """The words of a passage in its source's text; raises ``NotLocated``."""
    paragraphs = locators.paragraphs(passage.source.text)
    found = passage.locate(paragraphs)
    return paragraphs[passage.paragraph - 1][found.start : found.end]


def told(passage: Passage) -> str:
    """The words of a passage as a sentence for its editor, or why there are none."""
    if not passage.source.text:
        return gettext("The text of the source is not at hand, so the words are not looked for.")
    try:
        return gettext("Found once in ¶ %(paragraph)d: “%(words)s”") % {
            "paragraph": passage.paragraph,
            "words": words_of(passage),
        }
    except locators.NotLocated as error:
        return gettext("Not found: %(problem)s.") % {"problem": error}


def elsewhere(passage: Passage, text: str) -> int | None:
    """The one paragraph in which a passage stands word for word, where it is no longer the one that it names."""
    paragraphs = []
    for number, paragraph in enumerate(locators.paragraphs(text), 1):
        try:
            if locators.locate(paragraph, passage.opens, passage.closes).digest == passage.digest:
                paragraphs.append(number)
        except locators.NotLocated:
            continue
    return paragraphs[0] if len(paragraphs) == 1 else None


def store(source: Source, text: str) -> Examined:
    """Give a source its text, after every passage was found in it; raises ``TextRefused`` and saves nothing else.

    Digest, shape and the passages' word ranges are brought in line with it.
    """
    examined = examine(source.passages.all(), text)
    if examined.problems:
        raise TextRefused(examined.problems)
    with transaction.atomic():
        source.text = text
        source.text_digest = locators.digest(locators.normalise(text))
        source.shape = locators.shape(text)
        source.save()
        Passage.objects.bulk_update(examined.located, ["first_word", "last_word", "digest"])
    return examined
