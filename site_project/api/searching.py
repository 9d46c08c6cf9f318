"""The search as the site has it: the same words find the same."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import NinjaAPI, Query
from pydantic import BaseModel, ConfigDict, Field

from entries.search import index
from entries.search.page import Result, SearchPage
from entries.search.views import CAUGHT_UP
from sources.annotations import absolute
from sources.schemas import Data, made

from .answering import address, filtering, operation, told


class Words(BaseModel):
    """What is searched for."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    q: str = Field(max_length=1000, json_schema_extra={"example": "drone"})
    """Words, all of which must be found; a phrase in quotation marks; a word with * as a beginning."""
    exact: bool = False
    """Search for the words as they are, even where nothing is found by them."""
    page: int = Field(default=1, ge=1, le=50)
    """Results come in pages of 20, and at most 1,000 of them."""


Asked: Any = Annotated[made("Search", Words, "What is searched for, and among what.", **filtering()), Query()]


class Hit(Data):
    """An entry or a source that was found."""

    id: UUID
    """Of the entry or source."""
    kind: str
    """A kind of entry, or source."""
    name: str
    """What it is called."""
    url: str
    """Its page."""
    summary: str | None
    """In one or two sentences; of a source, in Markdown."""


class Hits(Data):
    """What was found, best first."""

    items: list[Hit]
    """A page of results."""
    count: int
    """How many were found, counted to 1,000."""
    over: bool
    """Whether there are more than were counted."""
    corrected: str | None
    """The words that were searched for instead, where nothing was found by those given."""
    next: str | None
    """Address of the next page; null on the last."""
    previous: str | None
    """Address of the page before; null on the first."""


def register(api: NinjaAPI) -> None:
    @operation(api, "/search", Hits, name="search", about="Search for entries and sources", group="Search")
    def search(request, asked: Asked) -> HttpResponse:
        """Ranked: names before prose. A misspelt word is searched for as what it may mean."""
        index.catch_up(CAUGHT_UP)
        found = SearchPage(request.GET)
        return told(
            Hits(
                items=[_hit(result) for result in found.results], count=found.count.number, over=found.count.over,
                corrected=found.corrected_text if found.correction else None,
                next=address(request, page=str(found.number + 1)) if found.after else None,
                previous=address(request, page=str(found.number - 1)) if found.before else None,
            )
        )  # fmt: skip


def _hit(result: Result) -> Hit:
    subject: Any = result.subject
    return Hit(
        id=subject.id, kind=result.kind, name=str(subject), url=absolute(subject.get_absolute_url()),
        summary=subject.summary or None,
    )  # fmt: skip
