"""Editing what entries share. Floors above give each kind its own admin on ``EntryAdmin``."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import TextField
from django.urls import path
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from . import addresses
from .admin_checking import report
from .admin_forms import AcrossForm, EntryForm
from .admin_pictures import PictureAdmin, fieldset
from .admin_publishing import PublishingAdmin, StateFilter, may_publish
from .models import Address, Alias, Entry, Figure, Statement, Tag


def may_touch(request, owners: list[Entry]) -> bool:
    """Only who may publish changes what the public sees; others look at it, and work on drafts."""
    return may_publish(request) or all(owner.status != Entry.Status.PUBLISHED for owner in owners)


class StatedFirst:
    """What is stated first, then from when to when, then what it rests on."""

    def get_fields(self, request, obj=None):
        last = ["since", "until", "passages", "reading", "editorial", "position"]
        fields = super().get_fields(request, obj)  # type: ignore[misc]
        return [name for name in fields if name not in last] + [name for name in last if name in fields]


class AcrossEntries(StatedFirst, admin.ModelAdmin):
    """Rows of one model across all entries, for publishers to search and mend; others reach them in their entry."""

    form = AcrossForm
    list_filter = ["editorial"]
    owner_fields = ["entry"]
    """The fields that name the entries whose pages show the row; the first is the one that it belongs to."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.owner = self.owner_fields[0]
        return form

    def has_add_permission(self, request):
        return super().has_add_permission(request) and may_publish(request)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and may_publish(request)

    def has_delete_permission(self, request, obj=None):
        # Asked as well when a draft is deleted with its rows.
        owners = [getattr(obj, field) for field in self.owner_fields] if obj else []
        return super().has_delete_permission(request, obj) and may_touch(request, owners)


class CitedInline(StatedFirst, admin.StackedInline):
    """A cited row in its owner's form; passages are found by typing."""

    extra = 0
    autocomplete_fields = ["passages"]
    formfield_overrides = {TextField: {"widget": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})}}


class StatementInline(CitedInline):
    model = Statement
    verbose_name_plural = _("where the fields are from")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "field":
            meta = self.parent_model._meta
            fields = [(name, meta.get_field(name).verbose_name) for name in self.parent_model.cited_fields]
            return forms.ChoiceField(choices=fields, label=capfirst(db_field.verbose_name))
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class AliasInline(CitedInline):
    model = Alias


class FigureForm(forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if value := self.initial.get("value"):
            # As a person would write it: the column holds six places of every number.
            self.initial["value"] = value.quantize(1) if value == value.to_integral() else value.normalize()


class FigureInline(CitedInline):
    model = Figure
    form = FigureForm


class EntryAdmin(PictureAdmin, PublishingAdmin):
    """Of every kind: names and prose first, then the kind's own facts, then publication."""

    list_display = ["name", "state", "publish_at", "updated_at"]
    list_filter = [StateFilter, "tags"]
    search_fields = ["name", "aliases__name", "slug", "summary"]
    date_hierarchy = "updated_at"
    # Also that of the fields which offer these rows page by page; ids, the default, are at random.
    ordering = ["sort_name", "pk"]
    readonly_fields = ["old_addresses", "created_at", "updated_at", "focus"]
    form = EntryForm
    save_on_top = True
    inlines = [StatementInline, AliasInline, FigureInline]
    own_fields: list[str] = []
    """The kind's own facts, in the order of the form."""

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and may_touch(request, [obj] if obj else [])

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and may_touch(request, [obj] if obj else [])

    def get_actions(self, request, action_location=None):
        # Django 6.1 tells on which page the actions stand; 5.2 knows of one page only and takes no such argument.
        place = {"action_location": action_location} if action_location else {}
        # Deleting many at once asks for the permission on none in particular.
        return super().get_actions(request, **place) if may_publish(request) else {}

    def get_readonly_fields(self, request, obj=None):
        kept = () if may_publish(request) else ("status", "publish_at")
        return [*self.readonly_fields, *kept]

    @admin.display(description=_("old addresses"))
    def old_addresses(self, entry) -> str:
        """Addresses that lead to the entry, or tell that it is gone while it is not public."""
        return format_html_join(mark_safe("<br>"), "{}", ((one,) for one in addresses.old(entry))) or "-"

    def get_own_fields(self, obj) -> list[str]:
        return self.own_fields

    def get_fieldsets(self, request, obj=None):
        known = [*(["old_addresses"] if obj else []), "created_at", "updated_at"]
        return [
            (None, {"fields": ["name", "summary", "body", "tags"]}),
            *([(_("Facts"), {"fields": self.get_own_fields(obj)})] if self.own_fields else []),
            (
                _("Publication"),
                {"fields": ["status", "publish_at", "slug", *known, "seen_version"]},
            ),
            fieldset(obj),
        ]

    def view_on_site(self, obj):
        """The entry's page, which editors see before the public does."""
        return obj.get_absolute_url()


@admin.register(Entry)
class AnyEntryAdmin(admin.ModelAdmin):
    """Entries of every kind, only to be found by other forms: each kind is edited in its own."""

    search_fields = ["name", "aliases__name", "slug"]
    ordering = ["sort_name", "id"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(draft_of=None)

    def get_urls(self):
        checked = self.admin_site.admin_view(partial(report, site=self.admin_site))
        return [path("evidence/", checked, name="evidence"), *super().get_urls()]

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        # Only as part of an entry of a kind, which asks for the permission on that.
        return request.user.has_perm("entries.delete_entry") if obj else False


@admin.register(Address)
class AddressAdmin(admin.ModelAdmin):
    """What was public once, to be looked up; deleting a row lets its name be forgotten."""

    list_display = ["name", "kind", "slug", "gone_at"]
    list_filter = ["kind", ("gone_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "slug"]
    ordering = ["kind", "slug"]

    def has_module_permission(self, request):
        return may_publish(request)

    def has_view_permission(self, request, obj=None):
        return may_publish(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return may_publish(request)


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "description"]

    def view_on_site(self, obj):
        return obj.get_absolute_url() if Tag.objects.public().filter(pk=obj.pk).exists() else None


class OfEntryAdmin(AcrossEntries):
    list_select_related = ["entry"]
    list_filter = ["editorial", "entry__kind"]
    autocomplete_fields = ["entry", "passages"]


@admin.register(Statement)
class StatementAdmin(OfEntryAdmin):
    list_display = ["entry", "field", "editorial"]
    search_fields = ["entry__name", "field", "reading"]

    def get_readonly_fields(self, request, obj=None):
        # Moved, it would leave the field it explained with nothing.
        return ["entry", "field"] if obj else []

    def get_deleted_objects(self, objs, request):
        """Keep those that a published field rests on."""
        to_delete, counts, permissions, protected = super().get_deleted_objects(objs, request)
        needed = [statement for statement in objs if statement.is_needed]
        return to_delete, counts, permissions, [*protected, *map(str, needed)]


@admin.register(Alias)
class AliasAdmin(OfEntryAdmin):
    list_display = ["name", "language", "entry"]
    search_fields = ["name", "entry__name"]


@admin.register(Figure)
class FigureAdmin(OfEntryAdmin):
    list_display = ["label", "number", "unit", "as_of", "entry"]
    search_fields = ["label", "scope", "entry__name"]
