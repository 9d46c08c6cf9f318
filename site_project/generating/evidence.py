"""Sources of a generated atlas: texts of unlike words, and the passages in them, found as an editor's are."""

import json
from collections.abc import Iterator

from sources import locators
from sources.dates import Point
from sources.models import Passage, Source

from .plan import PASSAGES_PER_SOURCE, Plan
from .tables import Table
from .vocabulary import FILLER

PER_PARAGRAPH = 4
WORDS = 48
STEP = WORDS // PER_PARAGRAPH
STANDINGS = ["reported"] * 14 + ["claim"] * 3 + ["planned", "opinion", "conditional"]


def text(plan: Plan, number: int) -> str:
    """The text of a source. No word comes twice in a paragraph, so that each passage stands there once."""
    chance = plan.chance("source", number)
    paragraphs = range(PASSAGES_PER_SOURCE // PER_PARAGRAPH)
    return "\n".join(" ".join(chance.sample(FILLER, WORDS)) for _ in paragraphs)


def standing(plan: Plan, passage: int) -> str:
    return STANDINGS[plan.chance("standing", passage).randrange(len(STANDINGS))]


class Evidence:
    """Writes sources with their passages."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.sources = Table(
            Source, "id", "slug", "title", "publisher", "published", "published_sort", "url", "rights", "text",
            "text_digest", "shape",
        )  # fmt: skip
        self.passages = Table(
            Passage, "id", "key", "source_id", "paragraph", "opens", "closes", "first_word", "last_word", "digest",
            "standing", "speaker",
        )  # fmt: skip
        self.tables = [self.sources.name, self.passages.name]

    def write(self, numbers: range) -> None:
        """The sources of these numbers."""
        sources: list[tuple] = []
        passages: list[tuple] = []
        for number in numbers:
            body = text(self.plan, number)
            sources.append(self._source(number, body))
            passages += self._passages(number, body)
        self.sources.write(sources)
        self.passages.write(passages)

    def _source(self, number: int, body: str) -> tuple:
        date = Point(2000 + number % 25, 1 + number % 12, 1 + number % 28, "")
        published = f"{date.year}-{date.month:02}-{date.day:02}"
        return (
            self.plan.id("source", number), self.plan.source_slug(number), f"Generated report {number + 1}",
            f"Sample Press {1 + number % 7}", published, date.sort, f"https://press.example/report-{number + 1}",
            Source.Rights.FULL_TEXT.value, body, locators.digest(body), json.dumps(locators.shape(body)),
        )  # fmt: skip

    def _passages(self, source: int, body: str) -> Iterator[tuple]:
        paragraphs = [line.split() for line in body.split("\n")]
        first = source * PASSAGES_PER_SOURCE
        for number in range(first, min(first + PASSAGES_PER_SOURCE, self.plan.passages)):
            paragraph, place = divmod(number - first, PER_PARAGRAPH)
            start = place * STEP
            words = paragraphs[paragraph][start : start + STEP - 2]
            how_firm = standing(self.plan, number)
            yield (
                self.plan.id("passage", number), self.plan.passage_key(number), self.plan.id("source", source),
                paragraph + 1, " ".join(words[:4]), " ".join(words[-4:]), start + 1, start + len(words),
                locators.digest(" ".join(words)), how_firm, "A. Sample" if how_firm in ("claim", "opinion") else "",
            )  # fmt: skip
