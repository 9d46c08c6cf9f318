"""Pages for the frames of other sites: an entry, the head of a list, a timeline.

The frame of a page is at its own path below ``/embed``. It sets no cookie and looks at none, and is no search
engine's; its links open the site itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.text import capfirst
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import condition, require_safe

from sources.annotations import absolute
from sources.notes import Notes

from ..cards.card import address, site_address
from ..freshness import content_tag
from ..models import Entry, EntryQuerySet, Tag
from ..models.entry import passages
from ..selection import ORDERS

FOLDER = "/embed"
MOST = 12
"""Entries of a list in a frame."""
ENTRY_HEIGHT, LIST_HEIGHT = 420, 560


@dataclass(frozen=True)
class Frame:
    """What is shown of the page at the path ``page``, and how high in pixels; ``card`` is the path of a picture."""

    title: str
    page: str
    height: int
    card: str
    templates: list[str]
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return absolute(f"{FOLDER}{self.page}")


def listed(entries: EntryQuerySet, *, title: str, page: str, templates: tuple[str, ...] = ()) -> Frame:
    """The first of these public entries, in their order, as ``rows``; the page has them all."""
    rows = entries.for_list()[:MOST]
    templates = (*templates, "entries/list_embed.html")
    return Frame(title, page, LIST_HEIGHT, site_address(), list(templates), {"rows": rows})


def _framed(frame: Callable[..., Frame]) -> Callable[..., HttpResponse]:
    """A view that shows a frame; ``frame`` stays at hand as its attribute."""

    @xframe_options_exempt
    @require_safe
    @condition(etag_func=content_tag)
    @wraps(frame)
    def view(request: HttpRequest, **named) -> HttpResponse:
        shown = frame(**named)
        context = shown.context | {"frame": shown, "notes": Notes(), "site_name": settings.SITE_NAME}
        response = render(request, shown.templates, context)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    view.frame = frame  # type: ignore[attr-defined]
    return view


@_framed
def entry(model: type[Entry], slug: str) -> Frame:
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
def kind(model: type[Entry]) -> Frame:
    """The first entries of a kind, in the order of its list; a kind may draw them in another way."""
    own = f"{model._meta.app_label}/{model.KIND}_list_embed.html"
    title = capfirst(str(model._meta.verbose_name_plural))
    rows = model.objects.published().order_by(ORDERS[model.orders[0]].column, "pk")
    return listed(rows, title=title, page=reverse(f"{model.KIND}-list"), templates=(own,))


@_framed
def tag(slug: str) -> Frame:
    """The first entries with a tag."""
    shown = get_object_or_404(Tag.objects.public(), slug=slug)
    rows = Entry.objects.published().filter(tagged__tag=shown).by_name()
    return listed(rows, title=shown.name, page=shown.get_absolute_url())


def match(path: str) -> ResolverMatch | None:
    """The frame that shows the page at this path (not quoted), if there is one; whether that is public is not asked."""
    try:
        found = resolve(f"{FOLDER}{path}")
    except Resolver404:
        return None
    return found if hasattr(found.func, "frame") else None


def of(match: ResolverMatch) -> Frame:
    """The frame that was found; raises ``Http404`` where the page is not public."""
    frame: Callable[..., Frame] = match.func.frame  # type: ignore[attr-defined]
    return frame(*match.args, **match.kwargs)
