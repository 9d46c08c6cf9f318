"""Entries as an Atom feed (RFC 4287), each with the evidence that its summary rests on."""

import re
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import HttpResponse
from django.template.loader import select_template
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

from sources.annotations import absolute
from sources.models import Cited

from .. import kinds
from ..models import Entry, Statement
from ..models.entry import passages

MOST = 50
"""Entries in a feed."""
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# What XML 1.0 cannot hold in any spelling.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def atom(
    entries: Iterable[Entry], *, title: str, url: str, feed_url: str, subtitle: str = "", place: str = "",
    following: str = "",
) -> HttpResponse:  # fmt: skip
    """A feed of the first ``MOST`` of these entries, in their order, without those that are not public.

    ``entries`` are a queryset or rows of one model. ``url`` is the page that shows the same, ``feed_url`` the feed's
    own address, ``place`` that of this part of it, where it is not the first, and ``following`` that of the next; all
    are absolute.
    """
    feed = _Feed(
        capfirst(title), url, subtitle or None, feed_url=place or feed_url, following=following,
        feed_guid=uuid.uuid5(uuid.NAMESPACE_URL, feed_url).urn, language=get_language(), author_name=settings.SITE_NAME,
        author_link=absolute(reverse("home")),
        feed_copyright=gettext("Our words: CC BY 4.0. What is quoted belongs to its sources."),
    )  # fmt: skip
    for entry, own in _told(entries):
        _add(feed, entry, own)
    headers = {"Last-Modified": http_date(feed.latest_post_date().timestamp())} if feed.items else {}
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type, headers=headers)


class _Feed(Atom1Feed):
    """Django's, with the summary as plain text, the content as HTML, tags with their scheme, licence and next part."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else _before_the_first()

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        handler.addQuickElement("link", "", {"rel": "license", "href": LICENCE})
        if self.feed["following"]:
            handler.addQuickElement("link", "", {"rel": "next", "href": self.feed["following"]})

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item | {"description": None})  # which it would take for HTML
        for term, label in item["tags"]:
            scheme = absolute(reverse("tag-list"))
            handler.addQuickElement("category", "", {"term": term, "scheme": scheme, "label": label})
        if item["description"]:
            handler.addQuickElement("summary", item["description"], {"type": "text"})
        handler.addQuickElement("content", item["content"], {"type": "html"})


def _before_the_first() -> datetime:
    """When an empty feed changed: not now, or it would be another each time; at the last moment it could have."""
    newest = Entry.objects.published().newest().first()
    return changed_at(newest) if newest else datetime.fromtimestamp(0, UTC)


def changed_at(entry: Entry) -> datetime:
    """When what the public sees of an entry last changed: it was edited, or its hour came."""
    return max(entry.updated_at, entry.publish_at) if entry.publish_at else entry.updated_at


def _told(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Any]]:
    """Each entry with its own kind's row, where that is cited itself; a constant number of queries."""
    rows = list(entries[:MOST] if isinstance(entries, QuerySet) else islice(entries, MOST))
    shown = [entry for entry in rows if entry.is_public]
    summaries = Prefetch("statements", Statement.objects.filter(field="summary"), to_attr="summary_statements")
    prefetch_related_objects(shown, "tagged__tag", summaries, passages("summary_statements__passages"))
    own: dict[uuid.UUID, Cited] = {}
    for model in kinds.every():
        ids = [entry.id for entry in shown if entry.kind == model.KIND]
        if ids and issubclass(model, Cited):
            own |= {row.pk: row for row in model.objects.filter(pk__in=ids).prefetch_related(passages())}
    return ((entry, own.get(entry.id)) for entry in shown)


def _add(feed: _Feed, entry: Entry, own: Any) -> None:
    feed.add_item(
        legal(entry.name), absolute(entry.get_absolute_url()), legal(entry.summary), unique_id=entry.id.urn,
        pubdate=entry.publish_at, updateddate=changed_at(entry), content=legal(_content(entry, own)),
        tags=sorted((tagged.tag.slug, legal(tagged.tag.name)) for tagged in entry.tagged.all()),
    )  # fmt: skip


def _content(entry: Any, own: Any) -> str:
    """What is stated and what it rests on, as HTML; a kind may add to it in ``<kind>_feed.html``."""
    stated = [(entry.name, own)] if own else []
    if entry.summary:
        stated.append((entry.summary, next(iter(entry.summary_statements), None)))
    names = [f"{kinds.get(entry.kind)._meta.app_label}/{entry.kind}_feed.html", "entries/entry_feed.html"]
    context = {"entry": entry, "own": own, "stated": stated, "site_url": settings.SITE_URL}
    return " ".join(select_template(names).render(context).split())


def legal(text: str) -> str:
    """Text without signs that XML cannot hold."""
    return _ILLEGAL.sub("", text)
