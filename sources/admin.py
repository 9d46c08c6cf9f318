"""Editing sources and passages."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Field, ProtectedError, URLField
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from . import grounds, texts
from .admin_forms import PassageForm, SourceForm
from .admin_pages import PassagePages, SourcePages
from .models import Passage, Source, refuse_cited

SECURE_ADDRESSES: dict[type[Field], dict[str, Any]] = {URLField: {"assume_scheme": "https"}}
"""Form override: an address typed without its scheme is taken to be https."""


@admin.register(Source)
class SourceAdmin(SourcePages):
    form = SourceForm
    formfield_overrides = SECURE_ADDRESSES
    save_on_top = True
    list_display = ["title", "publisher", "authors", "published", "rights", "reading"]
    list_filter = ["rights", "language"]
    search_fields = ["title", "publisher", "authors", "url", "notes"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "slug", "publisher", "authors", "published", "question", "summary"]}),
        (_("Language"), {"fields": ["language", "translation"]}),
        (_("On the web"), {"fields": ["url", "archive_url", "accessed_date"]}),
        (_("Text"), {"fields": ["rights", "text", "notes"]}),
    ]

    @admin.display(description=_("passages"))
    def reading(self, source):
        address = reverse("admin:sources_source_passages", args=[source.pk])
        return format_html('<a href="{}">{}<span class="visually-hidden"> {}</span></a>', address, _("Read"), source)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "text" not in form.changed_data:
            return
        for loss in form.losses:
            loss.passage.save()
        if obj.text:
            texts.store(obj, obj.text)
        elif obj.passages.exists():
            # The text may have to go; what was found in it stays checked by digests when it comes back.
            told = _(
                "The text is gone. Passages stay as they were found in it, and a later text is compared with them."
            )
            messages.warning(request, told)

    def view_on_site(self, obj):
        return obj.get_absolute_url() if Source.objects.public().filter(pk=obj.pk).exists() else None


@admin.register(Passage)
class PassageAdmin(PassagePages):
    list_display = ["key", "source", "paragraph", "opens", "closes", "standing", "speaker"]
    list_filter = ["standing", "source"]
    list_select_related = ["source"]
    search_fields = ["key", "opens", "closes", "speaker", "note", "source__title"]
    autocomplete_fields = ["source"]
    form = PassageForm
    fields = ["source", "key", "paragraph", "opens", "closes", "found", "standing", "speaker", "note", "resting"]
    readonly_fields = ["found", "resting"]

    @admin.display(description=_("what it finds"))
    def found(self, passage):
        """Of a form that was sent and refused, what is typed in it."""
        return texts.told(passage) if passage.source_id and passage.paragraph else ""

    @admin.display(description=_("what rests on it"))
    def resting(self, passage):
        resting = grounds.of(Passage.objects.filter(pk=passage.pk)).get(passage.pk, [])
        return render_to_string("admin/sources/_grounds.html", {"grounds": resting})

    def response_add(self, request, obj, post_url_continue=None):
        """Whoever goes on to add another passage stays in the same source."""
        answer = super().response_add(request, obj, post_url_continue)
        if "_addanother" not in request.POST:
            return answer
        there = answer.headers["Location"]
        return HttpResponseRedirect(f"{there}{'&' if '?' in there else '?'}source={obj.source_id}")

    def get_deleted_objects(self, objs, request):
        """Show what cites the passages among what protects them, before anything is deleted."""
        to_delete, counts, permissions, protected = super().get_deleted_objects(objs, request)
        try:
            refuse_cited(Passage.objects.filter(pk__in=[passage.pk for passage in objs]))
        except ProtectedError as error:
            protected = [*protected, *map(str, error.protected_objects)]
        return to_delete, counts, permissions, protected
