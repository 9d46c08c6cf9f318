"""Lists and pages of entries and tags. A new kind needs no view of its own and no template."""

from abc import abstractmethod
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_permission_codename
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.views.decorators.http import condition
from django.views.generic import DetailView, TemplateView

from sources.counting import Phrase
from sources.models import Source
from sources.notes import Notes

from . import exports, facts, figures, linked, sections, selection
from .connections import figure
from .documents import MEDIA_TYPE, answer, negotiated, preferred
from .freshness import content_tag, kept
from .models import Entry, Tag
from .paging import Count, Page, bounded_count, page
from .selection import Selection

fresh = method_decorator(condition(etag_func=content_tag), name="dispatch")


class PublicList(TemplateView):
    """A public list, a page at a time; ``query`` is what its address asks for besides the page."""

    section = ""
    query = ""
    counted_as: Phrase = Entry.counted_as

    @abstractmethod
    def called(self) -> str:
        """The name of the list, as linked data has it."""

    @abstractmethod
    def listed(self) -> tuple[Page, Count]:
        """The page that the address asks for, and how many rows the list has."""

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        found, count = self.listed()
        return super().get_context_data(
            page=found, counted=self.counted_as.of(count), notes=Notes(), section=self.section,
            canonical=self._canonical(found),
            linked=linked.listing(self.request.path, self.called(), found, count, kwargs.get("tag")), **kwargs,
        )  # fmt: skip

    def _canonical(self, found: Page) -> str:
        """The address of this page of the list, without what does not change it."""
        query, params = self.query, self.request.GET
        if found.before:
            name = "before" if params.get("before") else "after"
            query += f"{'&' if query else '?'}{name}={params[name]}"
        return self.request.path + query


@fresh
class KeysetList(PublicList):
    """All that the public may see of ``rows``, in the order of ``column``."""

    column = "sort_name"

    @abstractmethod
    def rows(self) -> QuerySet:
        """What the public may see, in no order."""

    def for_list(self, rows: QuerySet) -> QuerySet:
        return rows

    def listed(self):
        # Each row is asked whether it is public, and how many entries a tag has: what everybody asks for is kept.
        if {"after", "before"} & self.request.GET.keys():
            return self._page(), kept(f"count/{self.section}", self._count)
        return kept(f"first/{self.section}", lambda: (self._page(), self._count()))

    def _page(self) -> Page:
        return page(self.for_list(self.rows()), self.column, self.request.GET)

    def _count(self) -> Count:
        return bounded_count(self.rows())


@negotiated(*exports.TYPES)
class SelectionList(PublicList):
    """Entries that visitors narrow down and order, and that are taken away by ``ending`` or by what is accepted."""

    @property
    @abstractmethod
    def selection(self) -> Selection:
        """What the address asks for."""

    @property
    def query(self) -> str:  # type: ignore[override]
        return self.selection.query

    def get(self, request, *args, ending: str = "", **kwargs):
        ending = ending or exports.TYPES.get(preferred(request, *exports.TYPES), "")
        if ending:
            return exports.answer(self.selection, ending)
        return super().get(request, *args, **kwargs)

    def listed(self):
        return self.selection.page(), self.selection.count

    def get_context_data(self, **kwargs):
        return super().get_context_data(selection=self.selection, **kwargs)

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        if self.selection.narrowed:
            # There are more combinations of filters than a search engine should keep.
            response.headers["X-Robots-Tag"] = "noindex"
        return response


class EntryList(SelectionList):
    """The published entries of one kind."""

    model: type[Entry] = Entry

    @property
    def section(self):  # type: ignore[override]
        return f"{self.model.KIND}-list"

    @property
    def counted_as(self):  # type: ignore[override]
        return self.model.counted_as

    @cached_property
    def selection(self):
        return selection.of_kind(self.model, self.request.GET)

    def called(self):
        return str(self.model._meta.verbose_name_plural)

    def get_template_names(self):
        return [f"{self.model._meta.app_label}/{self.model.KIND}_list.html", "entries/entry_list.html"]

    def get_context_data(self, **kwargs):
        return super().get_context_data(kind=self.model._meta, **kwargs)


@negotiated(MEDIA_TYPE)
class EntryDetail(DetailView):
    """A published entry with all that is stated of it; 404 for a draft and for one whose hour has not come.

    Whoever prefers JSON gets the entry's document.

    Who may see the entry in the admin also sees it here before that, marked as unpublished, and what else the
    page shows is what the public sees. Such an answer is kept by no cache.
    """

    model: type[Entry] = Entry

    def get(self, request, *args, **kwargs):
        if preferred(request, MEDIA_TYPE):
            return answer(self.model, kwargs["slug"])
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        if self.previews:
            return self._also_drafts().for_page()
        return self.model.objects.published().for_page()

    def _also_drafts(self):
        """Entries with their drafts; of an entry with a working copy, the copy where the address asks for it."""
        copy = self.request.GET.get("copy")
        try:
            return self.model.objects.filter(pk=UUID(copy)) if copy else self.model.objects.filter(draft_of=None)
        except ValueError as error:
            raise Http404(gettext("There is no such working copy.")) from error

    @cached_property
    def previews(self) -> bool:
        # The session is looked at only where there is one, so that public answers do not vary by cookie.
        meta = self.model._meta
        permission = f"{meta.app_label}.{get_permission_codename('view', meta)}"
        return settings.SESSION_COOKIE_NAME in self.request.COOKIES and self.request.user.has_perm(permission)

    def get_template_names(self):
        return [f"{self.model._meta.app_label}/{self.model.KIND}_detail.html", "entries/entry_detail.html"]

    def get_context_data(self, **kwargs):
        entry, found, filled = self.object, facts.of(self.object), list(sections.of(self.object))
        return super().get_context_data(
            entry=entry, facts=found, sections=filled, figures=figures.groups(entry.figures.all()), notes=Notes(),
            section=f"{self.model.KIND}-list", previews=self.previews, connections=figure.of(entry, filled),
            linked=linked.detail(entry, found, filled) if entry.is_public else None, **kwargs,
        )  # fmt: skip


class TagList(KeysetList):
    """Tags of published entries, each with how many it has."""

    template_name = "entries/tag_list.html"
    section = "tag-list"
    counted_as = Tag.counted_as

    def rows(self):
        return Tag.objects.public()

    def called(self):
        return gettext("Tags")

    def for_list(self, rows):
        return rows.with_counts()


class TagDetail(SelectionList):
    """A tag and everything published that has it, all kinds mixed."""

    template_name = "entries/tag_detail.html"
    section = "tag-list"

    @cached_property
    def selection(self):
        return selection.of_tag(self.tag, self.request.GET)

    def called(self):
        return self.tag.name

    @cached_property
    def tag(self) -> Tag:
        return get_object_or_404(Tag.objects.public().prefetch_related("cited__source"), slug=self.kwargs["slug"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(tag=self.tag, **kwargs)


class SourceList(KeysetList):
    """Sources that something published rests on, earliest first."""

    template_name = "sources/source_list.html"
    column = "published_sort"
    section = "source-list"
    counted_as = Source.counted_as

    def rows(self):
        return Source.objects.public().defer("text", "shape")

    def called(self):
        return gettext("Sources")
