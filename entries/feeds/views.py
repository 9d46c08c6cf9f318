"""The feeds: what is new in all, of a kind, with a tag, or around one entry."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date
from django.utils.translation import gettext
from django.views.decorators.http import condition, require_safe

from sources.annotations import absolute

from .. import selection
from ..freshness import content_tag
from ..models import Entry, Tag
from ..paging import page
from ..selection import Selection
from . import offers
from .atom import MOST, atom


def _feed(view):
    """A view that gives rows, title and page of a feed, as one that answers with it, or with 304."""

    def respond(request: HttpRequest, **named) -> HttpResponse:
        told = view(request, **named)
        response = atom(
            told.rows, title=told.title, url=absolute(told.page), feed_url=absolute(request.path + told.query),
            subtitle=told.subtitle, place=_place(request, told.query, request.GET.get("after", "")),
            following=_place(request, told.query, told.after),
        )  # fmt: skip
        modified = response.headers.get("Last-Modified")
        last_modified = parse_http_date(modified) if modified else None
        return get_conditional_response(request, last_modified=last_modified, response=response) or response

    return require_safe(condition(etag_func=content_tag)(respond))


@dataclass(frozen=True)
class Told:
    """What a feed holds, in order, its title, the address of the page that shows the same, and its own query.

    ``after`` is the cursor of what follows, where the feed goes on (RFC 5005).
    """

    rows: QuerySet | list[Entry]
    title: str
    page: str
    query: str = ""
    subtitle: str = ""
    after: str = ""


def _place(request: HttpRequest, query: str, after: str) -> str:
    """The address of the part of a feed that begins after a cursor; blank without one."""
    return absolute(f"{request.path}{query}{'&' if query else '?'}{urlencode({'after': after})}") if after else ""


@_feed
def everything(_request) -> Told:
    title = gettext("%(site)s: what is new") % {"site": settings.SITE_NAME}
    return Told(Entry.objects.published().newest(), title, reverse("home"))


@_feed
def of_kind(request, model: type[Entry]) -> Told:
    chosen = selection.of_kind(model, request.GET, first="newest")
    title = gettext("%(site)s: new %(kinds)s")
    return _selected(chosen, title % {"site": settings.SITE_NAME, "kinds": model._meta.verbose_name_plural})


@_feed
def of_tag(request, slug: str) -> Told:
    tag = get_object_or_404(Tag.objects.public(), slug=slug)
    title = gettext("%(site)s: new with the tag “%(tag)s”") % {"site": settings.SITE_NAME, "tag": tag.name}
    return _selected(selection.of_tag(tag, request.GET, first="newest"), title)


def _selected(chosen: Selection, title: str) -> Told:
    """A list as its address narrows it down, in parts; newest first, where the address names no order."""
    query = chosen.narrowing.url().removeprefix(".")
    part = page(chosen.rows, chosen.column, {"after": chosen.params.get("after")}, MOST)
    subtitle = chosen.described if query else ""
    return Told(part.rows, title, chosen.path + chosen.query, query, subtitle, part.after)


@_feed
def of_entry(_request, model: type[Entry], slug: str, name: str) -> Told:
    """A feed that an entry of this kind offers."""
    offer = next((offer for offer in offers.of(model.KIND) if offer.name == name), None)
    if offer is None:
        raise Http404(gettext("There is no such feed."))
    entry = get_object_or_404(model.objects.published(), slug=slug)
    return Told(offer.rows(entry).order_by("-publish_at", "pk"), offer.title_for(entry), entry.get_absolute_url())
