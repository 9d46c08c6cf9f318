"""What other programs read in the head of a page: how to show a link to it, its feeds, and its frame."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext

from sources.annotations import absolute

from ..cards import drawing
from ..cards.card import address, site_address
from ..embeds import frames
from ..feeds import offers
from ..models import Entry, Tag

register = template.Library()


@dataclass(frozen=True)
class Feed:
    title: str
    address: str


@register.inclusion_tag("entries/_sharing.html", takes_context=True)
def sharing(context) -> dict[str, Any]:
    """Of a page that is told as linked data; nothing of others, which are drafts and errors."""
    linked, request = context.get("linked"), context.get("request")
    if not linked or not request:
        return {}
    entry = context.get("entry")
    return {
        "title": linked[0]["name"],
        "url": absolute(iri_to_uri(context.get("canonical") or request.path)),
        "site_name": settings.SITE_NAME,
        "entry": entry,
        "image": absolute(address(entry) if entry else site_address()),
        "image_alt": gettext("%(name)s, lettered on contour lines") % {"name": entry or settings.SITE_NAME},
        "width": drawing.WIDTH,
        "height": drawing.HEIGHT,
        "feeds": _feeds(entry, context.get("kind"), context.get("tag")),
        "oembed": absolute(reverse("oembed")) if frames.match(request.path) else "",
    }


def _feeds(entry: Entry | None, kind: Any, tag: Tag | None) -> list[Feed]:
    """Of the page first, then of everything."""
    found = []
    if entry:
        found = [Feed(offer.title_for(entry), offer.address(entry)) for offer in offers.of(entry.kind)]
    elif tag:
        found = [Feed(tag.name, reverse("tag-feed", args=[tag.slug]))]
    elif kind:
        found = [Feed(kind.verbose_name_plural, reverse(f"{kind.model.KIND}-feed"))]
    return [*found, Feed(gettext("What is new"), reverse("feed"))]
