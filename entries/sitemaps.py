"""Sitemaps (https://www.sitemaps.org): an index, and parts that stay small however many entries there are.

Ids are random or digests, so rows are spread evenly over their first digits. A part holds the rows of one section
whose ids begin with certain hexadecimal digits: none where the section is small, else as many as it takes. So no part
costs more than another, and one more entry changes one part. Django's own sitemaps count rows and skip them instead.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from io import StringIO
from itertools import groupby
from operator import itemgetter
from uuid import UUID
from xml.sax.xmlreader import AttributesImpl

from django.core.cache import cache
from django.db.models import CharField, Count, DateTimeField, Max, QuerySet, Value
from django.db.models.functions import Cast, Greatest, Substr
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import condition, require_safe

from sources.annotations import absolute
from sources.models import Source

from . import kinds
from .feeds.atom import changed_at
from .freshness import content_tag
from .models import Entry, Tag

MOST = 5_000
"""Addresses in a part at most."""
AIM = 2_000
"""Rows in a part on average at most; past it, a section is cut into sixteen times as many."""
FINEST = 3
"""Digits that are looked at, enough for some millions of rows in a section."""
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PAGES = "pages"

Line = tuple[str, datetime | None]  # path, and when what stands there last changed, where that is known


@require_safe
@condition(etag_func=content_tag)
def index(request: HttpRequest) -> HttpResponse:
    """All parts, each with the last change in it. That takes a look at every row, so it is kept while content stays."""
    tag = content_tag(request)
    parts = cache.get(f"sitemap/{tag}") if tag else None
    if parts is None:
        parts = list(_parts())
        cache.set(f"sitemap/{tag}", parts)
    return _answer("sitemapindex", "sitemap", parts)


@require_safe
@condition(etag_func=content_tag)
def part(_request: HttpRequest, name: str) -> HttpResponse:
    """Addresses of the rows of a section, or of those whose ids begin with the digits that follow its name."""
    section, _hyphen, digits = name.partition("-")
    sections = _sections()
    if name == PAGES:
        return _answer("urlset", "url", ((path, None) for path in _pages()))
    if section not in sections or not re.fullmatch("[0-9a-f]{0,8}", digits):
        raise Http404(gettext("There is no such sitemap."))
    first, last = (UUID(digits.ljust(32, end)) for end in "0f")
    rows = sections[section]().filter(pk__gte=first, pk__lte=last).order_by("pk")[:MOST]
    return _answer("urlset", "url", map(_line, rows))


def _sections() -> dict[str, Callable[[], QuerySet]]:
    """Public rows by section."""
    entries = {model.KIND: partial(_entries, model.KIND) for model in kinds.every()}
    return entries | {
        "tag": lambda: Tag.objects.public().only("slug"),
        "source": lambda: Source.objects.public().only("slug"),
    }


def _entries(kind: str) -> QuerySet:
    listed = ("kind", "slug", "draft_of", "updated_at", "publish_at")
    return Entry.objects.published().filter(kind=kind).only(*listed)


def _pages() -> Iterator[str]:
    """Pages that are about no row; how they are called is known above."""
    lists = (f"{model.KIND}-list" for model in kinds.every())
    yield from map(reverse, ("home", "about", "map", *lists, "tag-list", "source-list"))


def _line(row: Entry | Tag | Source) -> Line:
    return row.get_absolute_url(), changed_at(row) if isinstance(row, Entry) else None


def _parts() -> Iterator[Line]:
    yield reverse("sitemap-part", args=[PAGES]), None
    for section, rows in _sections().items():
        for digits, changed in _cut(rows()):
            name = f"{section}-{digits}" if digits else section
            yield reverse("sitemap-part", args=[name]), changed


def _cut(rows: QuerySet) -> Iterable[Line]:
    """The first digits of the ids in each part that has rows, and the last change in it; one query."""
    moments = issubclass(rows.model, Entry)
    changed = Max(Greatest("updated_at", "publish_at")) if moments else Value(None, DateTimeField())
    digits = Substr(Cast("pk", CharField()), 1, FINEST)
    finest = rows.order_by().values_list(digits).annotate(number=Count("pk"), changed=changed)
    found = sorted(finest, key=itemgetter(0))
    total = sum(number for _digits, number, _changed in found)
    length = next((length for length in range(FINEST) if total <= AIM * 16**length), FINEST)
    for start, group in groupby(found, lambda one: one[0][:length]):
        yield start, max((changed for _digits, _number, changed in group if changed), default=None)


def _answer(root: str, element: str, lines: Iterable[Line]) -> HttpResponse:
    written = StringIO()
    xml = SimplerXMLGenerator(written, "utf-8")
    xml.startDocument()
    xml.startElement(root, AttributesImpl({"xmlns": NAMESPACE}))
    for path, changed in lines:
        xml.startElement(element, AttributesImpl({}))
        xml.addQuickElement("loc", absolute(path))
        if changed:
            xml.addQuickElement("lastmod", changed.isoformat(timespec="seconds"))
        xml.endElement(element)
    xml.endElement(root)
    # No search engine is to list the list itself.
    return HttpResponse(
        written.getvalue(), content_type="application/xml; charset=utf-8", headers={"X-Robots-Tag": "noindex"}
    )
