"""The admin as a whole, and the seed's own records."""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from taggit.admin import Tag as StockTag

from .models import SeedRecord

admin.site.site_header = admin.site.site_title = settings.SITE_NAME
admin.site.index_title = _("What to edit")
admin.site.unregister(StockTag)  # the package's own, which nothing here uses


@admin.register(SeedRecord)
class SeedRecordAdmin(admin.ModelAdmin):
    """To be looked up, not edited; deleting one lets the next seed take its row up anew."""

    list_display = ["kind", "key", "document"]
    list_filter = ["document", "kind"]
    search_fields = ["key"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
