"""Cards as pictures: an address names one picture for ever, and one of before leads to that of now."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from ..models import Entry
from .card import Busy, Card, address, site_address


@require_safe
def entry_card(_request: HttpRequest, model: type[Entry], slug: str, key: str) -> HttpResponseBase:
    """The card of a published entry; 404 for any other."""
    entry = get_object_or_404(model.objects.published().prefetch_related("aliases"), slug=slug)
    card = Card.of(entry)
    return _picture(card) if card.key == key else redirect(address(entry))


@require_safe
def site_card(_request: HttpRequest, key: str) -> HttpResponseBase:
    """The card of all pages that are about no entry."""
    card = Card.of_site()
    return _picture(card) if card.key == key else redirect(site_address())


def _picture(card: Card) -> HttpResponse:
    try:
        png = card.png()
    except Busy:
        return HttpResponse(status=503, headers={"Retry-After": "10"})
    return HttpResponse(
        png, content_type="image/png", headers={"Cache-Control": "public, max-age=31536000, immutable"}
    )  # fmt: skip
