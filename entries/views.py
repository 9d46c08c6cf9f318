"""Lists and pages of entries and tags. A new kind needs no view of its own and no template."""

from abc import abstractmethod
from typing import Any

from django.conf import settings
from django.contrib.auth import get_permission_codename
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.http import condition
from django.views.generic import DetailView, TemplateView

from sources.models import Source
from sources.notes import Notes

from . import facts, sections
from .freshness import content_tag
from .models import Entry, Tag
from .paging import bounded_count, page

fresh = method_decorator(condition(etag_func=content_tag), name="dispatch")


@fresh
class KeysetList(TemplateView):
    """A public list, a page of ``rows`` at a time in the order of ``column``."""

    column = "sort_name"
    section = ""

    @abstractmethod
    def rows(self) -> QuerySet:
        """What the public may see, in no order."""

    def for_list(self, rows: QuerySet) -> QuerySet:
        return rows

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        rows = self.rows()
        return super().get_context_data(
            page=page(self.for_list(rows), self.column, self.request.GET),
            count=bounded_count(rows), notes=Notes(), section=self.section, **kwargs,
        )  # fmt: skip


class EntryList(KeysetList):
    """The published entries of one kind."""

    model: type[Entry] = Entry

    def rows(self):
        return self.model.objects.published()

    def for_list(self, rows):
        return rows.for_list()

    def get_template_names(self):
        return [f"{self.model._meta.app_label}/{self.model.KIND}_list.html", "entries/entry_list.html"]

    def get_context_data(self, **kwargs):
        return super().get_context_data(kind=self.model._meta, **kwargs)


@fresh
class EntryDetail(DetailView):
    """A published entry with all that is stated of it; 404 for a draft and for one whose hour has not come.

    Who may see the entry in the admin also sees it here before that, marked as unpublished, and what else the
    page shows is what the public sees. Such an answer is kept by no cache.
    """

    model: type[Entry] = Entry

    def get_queryset(self):
        if self.previews:
            return self.model.objects.filter(draft_of=None).for_page()
        return self.model.objects.published().for_page()

    @cached_property
    def previews(self) -> bool:
        # The session is looked at only where there is one, so that public answers do not vary by cookie.
        meta = self.model._meta
        permission = f"{meta.app_label}.{get_permission_codename('view', meta)}"
        return settings.SESSION_COOKIE_NAME in self.request.COOKIES and self.request.user.has_perm(permission)

    def get_template_names(self):
        return [f"{self.model._meta.app_label}/{self.model.KIND}_detail.html", "entries/entry_detail.html"]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            entry=self.object, facts=facts.of(self.object), sections=list(sections.of(self.object)), notes=Notes(),
            section=f"{self.model.KIND}-list", previews=self.previews, **kwargs,
        )  # fmt: skip


class TagList(KeysetList):
    """Tags of published entries, each with how many it has."""

    template_name = "entries/tag_list.html"
    section = "tag-list"

    def rows(self):
        return Tag.objects.public()

    def for_list(self, rows):
        return rows.with_counts()


class TagDetail(KeysetList):
    """A tag and everything published that has it, all kinds mixed."""

    template_name = "entries/tag_detail.html"
    section = "tag-list"

    def rows(self):
        return Entry.objects.published().filter(tagged__tag=self.tag)

    def for_list(self, rows):
        return rows.for_list()

    def get(self, request, *args, **kwargs):
        self.tag = get_object_or_404(Tag.objects.public().prefetch_related("cited__source"), slug=kwargs["slug"])
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(tag=self.tag, **kwargs)


class SourceList(KeysetList):
    """Sources that something published rests on, earliest first."""

    template_name = "sources/source_list.html"
    column = "published_sort"
    section = "source-list"

    def rows(self):
        return Source.objects.public()
