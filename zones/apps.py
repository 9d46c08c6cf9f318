from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ZonesConfig(AppConfig):
    name = "zones"
    verbose_name = _("Zones")

    def ready(self):
        from . import pages  # noqa: PLC0415  (models load after the app does)

        pages.register()
