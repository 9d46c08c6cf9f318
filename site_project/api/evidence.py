"""What statements rest on: sources, passages with what rests on each, and tags."""

from typing import Annotated

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import NinjaAPI, Path, Query
from pydantic import Field

from entries import representation, schemas as entry_schemas
from entries.models import Tag
from sources import representation as evidence, schemas
from sources.models import Passage, Source

from . import moving
from .answering import AskedPage, OfAPage, operation, page, page_of, told

Slug = Annotated[str, Path(pattern=r"^[-\w]+$", max_length=100, description="The slug, as in the page's address.")]
Key = Annotated[str, Path(pattern="^[-a-zA-Z0-9_]+$", description="The key, as Markdown cites it.")]


class OfPassages(OfAPage):
    """Which page of the passages, and of which source."""

    source: str | None = Field(
        default=None, pattern="^[-a-zA-Z0-9_]+$", max_length=80, description="Slug of the source to which they belong."
    )


SourcePage = page_of(schemas.Source, "Source")
PassagePage = page_of(schemas.PassageInFull, "Passage")
TagPage = page_of(entry_schemas.TagInFull, "Tag")


def sources():
    """What the public sees of sources, with all that is told of them: not their texts."""
    return Source.objects.public().defer("text", "shape").prefetch_related(evidence.passages("cited"))


def passages():
    return Passage.objects.public().select_related("source").defer("source__text", "source__shape")


def tags():
    return Tag.objects.public().prefetch_related(evidence.passages("cited"))


def register(api: NinjaAPI) -> None:
    _sources(api)
    _passages(api)
    _tags(api)


def _sources(api: NinjaAPI) -> None:
    @operation(api, "/sources", SourcePage, name="listSources", about="All sources", group="Evidence")
    def list_sources(request, asked: AskedPage) -> HttpResponse:
        """Sources that something public rests on, by date. Their texts are not part of the data."""
        return page(request, sources(), "published_sort", asked, SourcePage, lambda rows: map(evidence.source, rows))

    @operation(api, "/sources/{slug:slug}", schemas.Source, name="getSource", about="A source", group="Evidence")
    def get_source(request, slug: Slug) -> HttpResponse:
        """Without its text."""
        return told(evidence.source(moving.by_slug(sources(), "source", slug)))


def _passages(api: NinjaAPI) -> None:
    @operation(api, "/passages", PassagePage, name="listPassages", about="All passages", group="Evidence")
    def list_passages(request, asked: Annotated[OfPassages, Query()]) -> HttpResponse:
        """Passages that something public rests on, by key, each with what does."""
        rows = passages()
        if asked.source:
            rows = rows.filter(source=get_object_or_404(Source.objects.public().only("id"), slug=asked.source))
        return page(request, rows, "key", asked, PassagePage, evidence.passages_in_full)

    @operation(
        api, "/passages/{slug:key}", schemas.PassageInFull, name="getPassage", about="A passage", group="Evidence"
    )
    def get_passage(request, key: Key) -> HttpResponse:
        """With everything public that rests on it."""
        return told(evidence.passages_in_full([get_object_or_404(passages(), key=key)])[0])


def _tags(api: NinjaAPI) -> None:
    @operation(api, "/tags", TagPage, name="listTags", about="All tags", group="Tags")
    def list_tags(request, asked: AskedPage) -> HttpResponse:
        """Tags of public entries, by name."""
        return page(request, tags(), "sort_name", asked, TagPage, lambda rows: map(representation.tag_in_full, rows))

    @operation(api, "/tags/{slug}", entry_schemas.TagInFull, name="getTag", about="A tag", group="Tags")
    def get_tag(request, slug: Slug) -> HttpResponse:
        """With what is said of it."""
        return told(representation.tag_in_full(moving.by_slug(tags(), "tag", slug)))
