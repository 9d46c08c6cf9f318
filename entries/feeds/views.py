"""The feeds: what is new in all, of a kind, with a tag, or around one entry."""

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

from ..freshness import content_tag
from ..models import Entry, Tag
from . import offers
from .atom import atom


def _feed(view):
    """A view that gives rows, title and page of a feed, as one that answers with it, or with 304."""

    def respond(request: HttpRequest, **named) -> HttpResponse:
        rows, title, page = view(request, **named)
        response = atom(
            rows.order_by("-publish_at", "pk"), title=title, url=absolute(page), self_url=absolute(request.path)
        )
        modified = response.headers.get("Last-Modified")
        last_modified = parse_http_date(modified) if modified else None
        return get_conditional_response(request, last_modified=last_modified, response=response) or response

    return require_safe(condition(etag_func=content_tag)(respond))


Told = tuple[QuerySet, str, str]


@_feed
def everything(_request) -> Told:
    title = gettext("%(site)s: what is new") % {"site": settings.SITE_NAME}
    return Entry.objects.published(), title, reverse("home")


@_feed
def of_kind(_request, model: type[Entry]) -> Told:
    title = gettext("%(site)s: new %(kinds)s")
    named = {"site": settings.SITE_NAME, "kinds": model._meta.verbose_name_plural}
    return model.objects.published(), title % named, reverse(f"{model.KIND}-list")


@_feed
def of_tag(_request, slug: str) -> Told:
    tag = get_object_or_404(Tag.objects.public(), slug=slug)
    title = gettext("%(site)s: new with the tag “%(tag)s”") % {"site": settings.SITE_NAME, "tag": tag.name}
    return Entry.objects.published().filter(tagged__tag=tag), title, tag.get_absolute_url()


@_feed
def of_entry(_request, model: type[Entry], slug: str, name: str) -> Told:
    """A feed that an entry of this kind offers."""
    offer = next((offer for offer in offers.of(model.KIND) if offer.name == name), None)
    if offer is None:
        raise Http404(gettext("There is no such feed."))
    entry = get_object_or_404(model.objects.published(), slug=slug)
    return offer.rows(entry), offer.title_for(entry), entry.get_absolute_url()
