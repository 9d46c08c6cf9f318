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
    problems: list[str] = field(default_factory=list)


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
            examined.problems.append(gettext("Passage %(key)s, ¶ %(paragraph)d: %(problem)s.") % named)
            continue
        if known and known != passage.digest:
            examined.problems.append(
                gettext("Passage %(key)s, ¶ %(paragraph)d: found, but words inside it have changed.") % named
            )
        examined.located.append(passage)
    return examined


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
