"""What one address asks of a list: which entries, narrowed to what, in which order. Every output starts from it.

Without a filter the rows come straight from their table. With some, the search index gives those that have the marks
(``entries.search.filters``), as far as it looks: up to ``MOST_COUNTED`` rows, they are the list; of more, the list is
walked in its order and each row asked for its marks, which many then have.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy as _

from .freshness import kept
from .models import Entry, EntryQuerySet
from .paging import PER_PAGE, Count, Page, bounded_count, cursor_at, cut, page, pages
from .search import candidates, index
from .search.candidates import MOST, WORDLESS, Marks
from .search.narrowing import Facet, Narrowing, Offer
from .search.results import Found

CAUGHT_UP = 50
"""Overdue rows of the index that a list brings in step before it is read."""


@dataclass(frozen=True)
class Order:
    """A way to order entries: its name for readers, and the column with the primary key settling ties."""

    label: str | Promise
    column: str


ORDERS = {
    "name": Order(_("name"), "sort_name"),
    "newest": Order(_("newest here"), "-publish_at"),
    "date": Order(_("earliest date"), "sort_date"),
}


@dataclass(frozen=True)
class OrderLink:
    label: str
    url: str
    current: bool


class Selection:
    """Published entries of a kind, or with a tag, as the query of an address narrows and orders them.

    ``title`` names the list for readers and ``path`` is where it stands.
    ``rows`` is what it holds without filters, ``counted`` rows of one table alone, as many and in the order of an
    index, and ``fixed`` are the marks that say the same to the index of the search;
    ``orders`` are names of ``ORDERS``; where the address names none of them, ``first`` is taken, or the first of them.
    """

    def __init__(
        self, rows: EntryQuerySet, params: QueryDict, fixed: Marks, orders: Sequence[str],
        without: tuple[str, ...] = (), *, counted: QuerySet | None = None, title: str = "", path: str = "",
        first: str = "",
    ):  # fmt: skip
        self.base, self.params, self.orders = rows, params, orders
        self.counted = rows if counted is None else counted
        self.title, self.path = title, path
        asked = params.get("sort", "")
        self.order = asked if asked in orders else first or orders[0]
        self.narrowing = Narrowing(params, kept=("sort",), fixed=fixed, without=without)

    @property
    def column(self) -> str:
        return ORDERS[self.order].column

    @property
    def narrowed(self) -> bool:
        return bool(self.narrowing.values)

    @cached_property
    def found(self) -> Found:
        """The first rows that the index has, for what can be counted of them."""
        index.catch_up(CAUGHT_UP)
        rows = candidates.marked(self.narrowing.marks, self._now)
        return Found(WORDLESS, rows[:MOST], len(rows) > MOST)

    @cached_property
    def _now(self) -> datetime:
        return timezone.now()

    @cached_property
    def rows(self) -> EntryQuerySet:
        """The entries, in no order."""
        if not self.narrowed:
            return self.base
        if not self.found.over:
            return self.base.filter(pk__in=[row.entry for row in self.found.rows])
        return reduce(_having, self.narrowing.marks, self.base)

    @cached_property
    def count(self) -> Count:
        return Count(len(self.found.rows), self.found.over) if self.narrowed else bounded_count(self.counted)

    @property
    def in_order(self) -> EntryQuerySet:
        """The entries in their order."""
        return self.rows.order_by(self.column, "pk")

    def page(self, per_page: int = PER_PAGE) -> Page:
        return page(self.rows.for_list(), self.column, self.params, per_page)

    def every(self, at_once: int = 200) -> Iterator[list[Any]]:
        """All entries in order, or all after the cursor of the address, some at a time: for outputs without pages."""
        return pages(self.rows, self.column, at_once, self.params.get("after", ""))

    def cut(self, most: int) -> str:
        """The address of what ``every`` has after so many entries, blank where it has no more."""
        after = cut(self.rows, self.column, most, self.params.get("after", ""))
        return self.narrowing.url(after=after) if after else ""

    @cached_property
    def facets(self) -> list[Facet]:
        return self.narrowing.facets(self._offers)

    def years(self) -> list[tuple[str, str]]:
        """Years of the list, or decades where there are many, earliest first: a label, and the address from there."""
        found = [offer.value for offer in self._offers if offer.filter == "year"]
        return [
            (one.label, self.narrowing.url(after=cursor_at(int(one.value.rstrip("s")) * 1_00_00)))
            for one in sorted(found, key=lambda one: one.key)
        ]  # fmt: skip

    @cached_property
    def _offers(self) -> Sequence[Offer]:
        """What the list can be narrowed to; that of a long list is looked for once, and kept while content stays."""
        if not self.count.over:
            return self.narrowing.offers(self.found)
        # What is overdue in the index comes into it without a change of content.
        if index.is_overdue():
            return self.narrowing.offers(self.found)
        return kept(f"offers/{self.narrowing.key}", lambda: self.narrowing.offers(self.found))

    @property
    def order_links(self) -> list[OrderLink]:
        return [
            OrderLink(str(ORDERS[name].label), self.narrowing.url(sort=name if name != self.orders[0] else ""),
                      name == self.order) for name in self.orders
        ]  # fmt: skip

    @property
    def query(self) -> str:
        """The filters and the order as the query of an address, blank where there is none."""
        return self.narrowing.url(sort=self.order if self.order != self.orders[0] else "").removeprefix(".")

    @property
    def feed_query(self) -> str:
        """The same, the order always named: where none is, a feed begins with the newest."""
        return self.narrowing.url(sort=self.order)

    @property
    def described(self) -> str:
        """What the list is narrowed to and how it is ordered, in words, to label what is taken away."""
        parts = [f"{one.title}: {label}" for one, _value, label in self.narrowing.chosen]
        return "; ".join([*parts, gettext("ordered by %(order)s") % {"order": ORDERS[self.order].label}])


def _having(rows: EntryQuerySet, group: Sequence[str]) -> EntryQuerySet:
    """Rows with at least one of the marks; none of which is part of another: each begins in its own way."""
    return rows.filter(reduce(or_, (Q(search_row__marks__contains=mark) for mark in group)))


def of_kind(model: type[Entry], params: QueryDict, first: str = "") -> Selection:
    """The list of one kind; ``first`` is the order where the address names none, if not the kind's own."""
    return Selection(
        model.objects.published(), params, [[f"kind{model.KIND}"]], model.orders, without=("kind",), first=first,
        counted=Entry.objects.published().filter(kind=model.KIND).by_name(),
        title=capfirst(str(model._meta.verbose_name_plural)), path=reverse(f"{model.KIND}-list"),
    )  # fmt: skip


def of_tag(tag, params: QueryDict, first: str = "") -> Selection:
    """Everything that has a tag, all kinds mixed."""
    return Selection(
        Entry.objects.published().with_tag(tag), params, [[f"tag{tag.pk.hex}"]], ("name", "newest", "date"),
        first=first, counted=tag.tagged.public(), title=tag.name, path=tag.get_absolute_url(),
    )  # fmt: skip
