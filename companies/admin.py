"""Editing companies, people and milestones, with what hangs on them."""

from django import forms
from django.contrib import admin, messages
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _, ngettext

from entries.admin import AcrossEntries, CitedInline, EntryAdmin
from entries.admin_forms import EntryForm
from sources.admin import SECURE_ADDRESSES

from .models import Company, Milestone, Person, Presence, Product, Role


class ProductInline(CitedInline):
    model = Product


class PresenceInline(CitedInline):
    model = Presence
    autocomplete_fields = ["zone", "passages"]


class RoleInline(CitedInline):
    model = Role
    fk_name = "person"
    autocomplete_fields = ["organisation", "passages"]


@admin.register(Company)
class CompanyAdmin(EntryAdmin):
    formfield_overrides = SECURE_ADDRESSES
    own_fields = ["legal_name", "founded", "headquarters", "website"]
    search_fields = [*EntryAdmin.search_fields, "legal_name"]
    inlines = [*EntryAdmin.inlines, ProductInline, PresenceInline]


@admin.register(Person)
class PersonAdmin(EntryAdmin):
    own_fields = ["origin"]
    inlines = [*EntryAdmin.inlines, RoleInline]


class MilestoneForm(EntryForm):
    still_right = forms.BooleanField(
        label=_("date checked"), required=False,
        help_text=_("The date still follows from that of the milestone it is derived from, which was changed."),
    )  # fmt: skip


class OutOfStepFilter(admin.SimpleListFilter):
    title, parameter_name = _("derived date"), "derived"

    def lookups(self, request, model_admin):
        return [("review", _("to be reviewed"))]

    def queryset(self, request, queryset):
        return queryset.out_of_step() if self.value() == "review" else queryset


@admin.register(Milestone)
class MilestoneAdmin(EntryAdmin):
    form = MilestoneForm
    own_fields = ["date", "date_as_worded", "subjects", "passages", "reading", "editorial", "derived_from"]
    list_display = ["name", "date", "date_as_worded", "state", "updated_at"]
    list_filter = [*EntryAdmin.list_filter, OutOfStepFilter]
    autocomplete_fields = ["subjects", "passages", "derived_from"]

    def get_own_fields(self, obj):
        return [*self.own_fields, "still_right"] if obj and obj.parent_changed else self.own_fields

    def save_model(self, request, obj, form, change):
        """A date that was worked out anew, or looked at again, counts from what its parent's date is now."""
        if {"date", "derived_from", "still_right"} & set(form.changed_data):
            obj.derived_from_value = obj.derived_from.date if obj.derived_from else ""
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if "date" in form.changed_data:
            self._tell_derived(request, form.instance)

    def _tell_derived(self, request, obj):
        """Name the milestones whose dates were worked out from the one that was just changed."""
        derived = list(Milestone.objects.out_of_step().filter(derived_from=obj, draft_of=None).by_date())
        if derived:
            told = ngettext(
                "%(count)d milestone was dated by this one; its page says that it is under review:",
                "%(count)d milestones were dated by this one; their pages say that they are under review:",
                len(derived),
            ) % {"count": len(derived)}
            links = format_html_join(", ", '<a href="{}">{}</a>', ((one.admin_url, one) for one in derived))
            messages.warning(request, format_html("{} {}", told, links))


@admin.register(Product)
class ProductAdmin(AcrossEntries):
    owner_fields = ["company"]
    list_display = ["name", "company"]
    list_select_related = ["company"]
    search_fields = ["name", "company__name"]
    autocomplete_fields = ["company", "passages"]


@admin.register(Role)
class RoleAdmin(AcrossEntries):
    owner_fields = ["person", "organisation"]
    list_display = ["person", "title", "organisation", "founder", "since", "until"]
    list_select_related = ["person", "organisation"]
    search_fields = ["person__name", "title", "organisation__name"]
    autocomplete_fields = ["person", "organisation", "passages"]


@admin.register(Presence)
class PresenceAdmin(AcrossEntries):
    owner_fields = ["company", "zone"]
    list_display = ["company", "kind", "zone", "since", "until"]
    list_select_related = ["company", "zone"]
    search_fields = ["company__name", "zone__name"]
    autocomplete_fields = ["company", "zone", "passages"]
