"""Pages for the frames of other sites: an entry, the head of a list, a timeline.

The frame of a page is at its own path below ``/embed``. It sets no cookie and looks at none, and is no search
engine's; its links open the site itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import Resolver404, ResolverMatch, resolve
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import condition, require_safe

from sources.annotations import absolute
from sources.notes import Notes

from .. import selection
from ..cards.card import address, site_address
from ..freshness import content_tag
from ..models import Entry, Tag
from ..models.entry import passages
from ..selection import Selection

FOLDER = "/embed"
MOST = 12
"""Entries of a list in a frame."""
ENTRY_HEIGHT, LIST_HEIGHT = 420, 560


@dataclass(frozen=True)
class Frame:
    """What is shown of the page at ``page`` (path and query), how high in pixels, and the path of a picture."""

    title: str
    page: str
    height: int
    card: str
    templates: list[str]
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return absolute(f"{FOLDER}{self.page}")


def listed(chosen: Selection, *templates: str) -> Frame:
    """The first entries of a list as its address narrows it down, in their order; the page has them all."""
    context = {"rows": chosen.in_order.for_list()[:MOST], "narrowed": chosen.described if chosen.narrowed else ""}
    templates = (*templates, "entries/list_embed.html")
    return Frame(chosen.title, chosen.path + chosen.query, LIST_HEIGHT, site_address(), list(templates), context)


def _framed(frame: Callable[..., Frame]) -> Callable[..., HttpResponse]:
    """A view that shows a frame; ``frame`` stays at hand as its attribute."""

    @xframe_options_exempt
    @require_safe
    @condition(etag_func=content_tag)
    @wraps(frame)
    def view(request: HttpRequest, **named) -> HttpResponse:
        shown = frame(request.GET, **named)
        context = shown.context | {"frame": shown, "notes": Notes(), "site_name": settings.SITE_NAME}
        response = render(request, shown.templates, context)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    view.frame = frame  # type: ignore[attr-defined]
    return view


@_framed
def entry(_params: QueryDict, model: type[Entry], slug: str) -> Frame:
    """A published entry: its name, summary and evidence."""
    rows = model.objects.published().for_list()
    rows = rows.prefetch_related("aliases", "statements", passages("statements__passages"))
    shown = get_object_or_404(rows, slug=slug)
    summary = next((row for row in shown.statements.all() if row.field == "summary"), None)
    return Frame(
        shown.name, shown.get_absolute_url(), ENTRY_HEIGHT, address(shown),
        [f"{model._meta.app_label}/{model.KIND}_embed.html", "entries/entry_embed.html"],
        {"entry": shown, "summary": summary},
    )  # fmt: skip


@_framed
def kind(params: QueryDict, model: type[Entry]) -> Frame:
    """The first entries of the list of a kind, which may draw them in another way."""
    return listed(selection.of_kind(model, params), f"{model._meta.app_label}/{model.KIND}_list_embed.html")


@_framed
def tag(params: QueryDict, slug: str) -> Frame:
    """The first entries with a tag."""
    return listed(selection.of_tag(get_object_or_404(Tag.objects.public(), slug=slug), params))


def match(path: str) -> ResolverMatch | None:
    """The frame that shows the page at this path (not quoted), if there is one; whether that is public is not asked."""
    try:
        found = resolve(f"{FOLDER}{path}")
    except Resolver404:
        return None
    return found if hasattr(found.func, "frame") else None


def of(match: ResolverMatch, params: QueryDict) -> Frame:
    """The frame that was found, of the page with this query; raises ``Http404`` where the page is not public."""
    frame: Callable[..., Frame] = match.func.frame  # type: ignore[attr-defined]
    return frame(params, *match.args, **match.kwargs)
