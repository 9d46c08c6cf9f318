"""Feeds of single entries: upper floors say which kinds have one, and of what."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from ..models import Entry


@dataclass(frozen=True)
class Offer:
    """A feed of an entry, at ``<name>.atom`` below its page. ``title`` has a place for the entry's ``%(name)s``."""

    name: str
    kinds: frozenset[str]
    title: str | Promise
    rows: Callable[[Any], QuerySet]

    def title_for(self, entry: Entry) -> str:
        return str(self.title) % {"name": entry.name}

    def address(self, entry: Entry) -> str:
        return reverse(f"{entry.kind}-own-feed", args=[entry.slug, self.name])


_offers: list[Offer] = []


def register(name: str, title: str | Promise, kinds: Iterable[str], rows: Callable[[Any], QuerySet]) -> None:
    """Offer a feed on the pages of some kinds; ``rows(entry)`` are its public entries, in no order."""
    _offers.append(Offer(name, frozenset(kinds), title, rows))


def of(kind: str) -> list[Offer]:
    return [offer for offer in _offers if kind in offer.kinds]
