"""oEmbed (https://oembed.com): for the address of a page, the frame that shows it."""

import re
from dataclasses import dataclass
from io import StringIO
from urllib.parse import unquote, urlsplit
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import ResolverMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import condition, require_safe

from sources.annotations import absolute

from .. import addresses
from ..cards import drawing
from ..feeds.atom import legal
from ..freshness import content_tag
from . import frames

WIDTH = 600
"""Pixels, where the other site does not ask for less."""


@require_safe
@condition(etag_func=content_tag)
def oembed(request: HttpRequest) -> HttpResponse:
    """Of ``url``, within ``maxwidth`` and ``maxheight``; 404 for what has no frame, 501 for another format."""
    wanted = request.GET.get("format", "json")
    if wanted not in ("json", "xml"):
        return HttpResponse(gettext("The formats are json and xml."), status=501, content_type="text/plain")
    limits = Limits(_pixels(request.GET.get("maxwidth")), _pixels(request.GET.get("maxheight")))
    told = _told(_frame(request.GET.get("url", "")), limits)
    response = JsonResponse(told) if wanted == "json" else HttpResponse(_xml(told), content_type="text/xml")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@dataclass(frozen=True)
class Limits:
    """Pixels that the other site has room for; None where it does not say."""

    width: int | None
    height: int | None

    def hold(self, width: int, height: int) -> bool:
        return (self.width is None or width <= self.width) and (self.height is None or height <= self.height)


def _pixels(text: str | None) -> int | None:
    """A number of pixels; None where none is given, or what is given is none."""
    return int(text) if text and re.fullmatch("[1-9][0-9]{0,5}", text) else None


def _frame(url: str) -> frames.Frame:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise Http404(gettext("This is no address.")) from error
    match = frames.match(unquote(parts.path)) if parts.netloc == urlsplit(settings.SITE_URL).netloc else None
    if match is None:
        raise Http404(gettext("Nothing at this address can be embedded."))
    params = QueryDict(parts.query)
    try:
        return frames.of(match, params)
    except Http404:
        return frames.of(_moved(match), params)


def _moved(match: ResolverMatch) -> ResolverMatch:
    """The frame of a page that has another slug by now; raises ``Http404`` where there is none."""
    kind, slug = (match.url_name or "").partition("-")[0], match.kwargs.get("slug", "")
    found = addresses.find(kind, slug, mistyped=False)
    if not isinstance(found, str):
        raise Http404(gettext("Nothing at this address can be embedded."))
    match.kwargs["slug"] = found
    return match


def _told(frame: frames.Frame, limits: Limits) -> dict[str, str | int]:
    width = min(WIDTH, limits.width or WIDTH)
    height = min(frame.height, limits.height or frame.height)
    html = format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" style="border:0"></iframe>',
        frame.url, frame.title, width, height,
    )  # fmt: skip
    told: dict[str, str | int] = {
        "version": "1.0", "type": "rich", "title": legal(frame.title), "html": legal(html), "width": width,
        "height": height, "provider_name": settings.SITE_NAME, "provider_url": absolute(reverse("home")),
    }  # fmt: skip
    if limits.hold(drawing.WIDTH, drawing.HEIGHT):
        told |= {
            "thumbnail_url": absolute(frame.card), "thumbnail_width": drawing.WIDTH,
            "thumbnail_height": drawing.HEIGHT,
        }  # fmt: skip
    return told


def _xml(told: dict[str, str | int]) -> str:
    written = StringIO()
    xml = SimplerXMLGenerator(written, "utf-8")
    xml.startDocument()
    xml.startElement("oembed", AttributesImpl({}))
    for name, value in told.items():
        xml.addQuickElement(name, str(value))
    xml.endElement("oembed")
    return written.getvalue()
