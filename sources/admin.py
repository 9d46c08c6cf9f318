"""Editing sources and passages."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Field, ProtectedError, URLField
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from . import texts
from .models import Passage, Source, refuse_cited

SECURE_ADDRESSES: dict[type[Field], dict[str, Any]] = {URLField: {"assume_scheme": "https"}}
"""Form override: an address typed without its scheme is taken to be https."""


class SourceForm(forms.ModelForm):
    def clean_text(self):
        """Refuse a text that does not hold every passage of the source, naming each that is lost."""
        text = self.cleaned_data["text"]
        if text and "text" in self.changed_data and not self.instance._state.adding:
            problems = texts.examine(self.instance.passages.all(), text).problems
            if problems:
                raise forms.ValidationError(problems)
        return text


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    form = SourceForm
    formfield_overrides = SECURE_ADDRESSES
    list_display = ["title", "publisher", "authors", "published", "rights"]
    list_filter = ["rights", "language"]
    search_fields = ["title", "publisher", "authors", "url", "notes"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "slug", "publisher", "authors", "published", "question", "summary"]}),
        (_("Language"), {"fields": ["language", "translation"]}),
        (_("On the web"), {"fields": ["url", "archive_url", "accessed_date"]}),
        (_("Text"), {"fields": ["rights", "text", "notes"]}),
    ]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if obj.text and "text" in form.changed_data:
            texts.store(obj, obj.text)

    def view_on_site(self, obj):
        return obj.get_absolute_url() if Source.objects.public().filter(pk=obj.pk).exists() else None


@admin.register(Passage)
class PassageAdmin(admin.ModelAdmin):
    list_display = ["key", "source", "paragraph", "opens", "closes", "standing", "speaker"]
    list_filter = ["standing", "source"]
    list_select_related = ["source"]
    search_fields = ["key", "opens", "closes", "speaker", "note", "source__title"]
    autocomplete_fields = ["source"]
    fields = ["source", "key", "paragraph", "opens", "closes", "standing", "speaker", "note"]

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
