"""Editing companies, people and milestones, with what hangs on them."""

from django.contrib import admin

from entries.admin import AcrossEntries, CitedInline, EntryAdmin
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


@admin.register(Milestone)
class MilestoneAdmin(EntryAdmin):
    own_fields = ["date", "date_as_worded", "subjects", "passages", "reading", "editorial", "derived_from"]
    list_display = ["name", "date", "date_as_worded", "status", "updated_at"]
    autocomplete_fields = ["subjects", "passages", "derived_from"]

    def save_model(self, request, obj, form, change):
        """A date that was worked out anew counts from what its parent's date is now."""
        if {"date", "derived_from"} & set(form.changed_data):
            obj.derived_from_value = obj.derived_from.date if obj.derived_from else ""
        super().save_model(request, obj, form, change)


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
