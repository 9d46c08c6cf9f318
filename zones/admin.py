"""Editing zones."""

from django.contrib import admin

from entries.admin import EntryAdmin

from .models import Zone


@admin.register(Zone)
class ZoneAdmin(EntryAdmin):
    own_fields = ["full_name", "part_of", "location", "latitude", "longitude"]
    list_display = [*EntryAdmin.list_display, "part_of"]
    list_select_related = ["part_of"]
    autocomplete_fields = ["part_of"]
    search_fields = [*EntryAdmin.search_fields, "full_name"]
