"""Slugs and ids that nothing public has: they lead to where their subject is now, or tell what is known of it."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.encoding import escape_uri_path
from django.utils.formats import date_format
from django.utils.translation import gettext

from entries import addresses
from entries.models import Address

from . import problems


class Left(Http404):
    """Raised where nothing public of a kind has a slug, that the address ends in."""

    def __init__(self, kind: str, slug: str):
        super().__init__()
        self.kind, self.slug = kind, slug


class Gone(Http404):
    """Raised for what is not public any more."""

    def __init__(self, address: Address):
        super().__init__()
        self.address = address


def by_slug(rows: QuerySet, kind: str, slug: str) -> Any:
    """The row with a slug; raises ``Left``."""
    if row := rows.filter(slug=slug).first():
        return row
    raise Left(kind, slug)


def by_id(rows: QuerySet, pk: UUID) -> Any:
    """The row with an id; raises ``Gone``, or ``Http404`` where it was never public."""
    if row := rows.filter(pk=pk).first():
        return row
    address = Address.objects.of(pk).first()
    raise Gone(address) if address and address.gone_at else Http404()


def moved(request: HttpRequest, error: Left) -> HttpResponse:
    found = addresses.find(error.kind, error.slug, mistyped=False)
    if isinstance(found, Address):
        return gone(request, Gone(found))
    if found is None:
        return problems.not_found(request)
    place = escape_uri_path(f"{request.path.rpartition('/')[0]}/{found}")
    # To be asked for each time: two names may change places.
    return HttpResponsePermanentRedirect(place, headers={"Cache-Control": "no-cache"})


def gone(_request: HttpRequest, error: Gone) -> HttpResponse:
    """When it went, and no more: the page of its address tells the name that it had."""
    date = date_format(error.address.gone_at or timezone.now(), "j F Y")
    detail = gettext("What was here is public no more since %(date)s.") % {"date": date}
    return problems.answer(HTTPStatus.GONE, detail, headers={"Cache-Control": "no-cache"})


HANDLERS: dict[type[Exception], Any] = {Left: moved, Gone: gone}
