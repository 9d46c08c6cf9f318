"""Where an address leads that has no page: the one place for moved, gone and mistyped ones.

All of it is asked only once a page was not found, so that pages that are there pay nothing. A redirect leads to an
address that this site has a route for, so to nowhere else. Tracking parameters (``utm_source`` and the like) are left
alone here: the canonical link of each page is without them.
"""

import re
from contextlib import suppress
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.views.decorators.http import require_safe

from entries import addresses
from entries.models import Address


def lead_on(get_response):
    """Middleware: a page that is not found is sought under the addresses it had, and those that were meant."""

    def respond(request):
        response = get_response(request)
        page = response.headers.get("Content-Type", "").startswith("text/html")
        # What is no page, as a problem of the API, was answered to a program that asks for what it means.
        if response.status_code != 404 or request.method not in ("GET", "HEAD") or not page:
            return response
        return _instead(request) or response

    return respond


@require_safe
def by_id(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To the page of an entry, tag or source, wherever that is now."""
    if found := addresses.by_id(pk):
        return HttpResponseRedirect(found.get_absolute_url(), status=303)
    address = Address.objects.of(pk).first()
    if address and address.gone_at:
        return _gone(request, address)
    raise Http404


def _instead(request: HttpRequest) -> HttpResponse | None:
    asked = request.path_info
    path, match = _meant(asked)
    if match is None:
        return None
    kind, slug = (match.url_name or "").partition("-")[0], match.kwargs.get("slug")
    if slug is None or not addresses.is_kind(kind):
        return _redirect(request, escape_uri_path(path))
    # As it was written before as it was meant: capitals may be right.
    written = [part for part in asked.split("/") if part.lower() == slug]
    found = addresses.find(kind, *dict.fromkeys([*written, slug]), mistyped=path != asked)
    if isinstance(found, Address):
        return _gone(request, found)
    return _redirect(request, reverse(match.view_name, kwargs=match.kwargs | {"slug": found})) if found else None


def _meant(path: str) -> tuple[str, ResolverMatch | None]:
    """An address in small letters, without doubled slashes, with or without one at its end, and the route it has.

    Of the admin, which has its own ways, only the door.
    """
    folded = re.sub("/+", "/", path).lower()
    if not folded.startswith(reverse("admin:index")):
        for way in (folded, f"{folded}/", folded.rstrip("/")):
            with suppress(Resolver404):
                return way, resolve(way)
    return path, None


def _redirect(request: HttpRequest, path: str) -> HttpResponse | None:
    """To a path, with all that the query asked for; None where that is what was asked for."""
    if path == escape_uri_path(request.path):
        return None
    query = iri_to_uri(request.META.get("QUERY_STRING", ""))
    return _fresh(HttpResponsePermanentRedirect(f"{path}?{query}" if query else path))


def _gone(request: HttpRequest, address: Address) -> HttpResponse:
    section = f"{address.kind}-list"
    context = {"address": address, "section": section, "list_url": reverse(section)}
    return _fresh(render(request, "410.html", context, status=410))


def _fresh(response: HttpResponse) -> HttpResponse:
    """To be asked for each time: from a cache, two names that change places would send a browser in a circle."""
    response.headers["Cache-Control"] = "no-cache"
    return response
