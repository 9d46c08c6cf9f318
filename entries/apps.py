from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EntriesConfig(AppConfig):
    name = "entries"
    verbose_name = _("Tags and statements")

    def ready(self):
        from . import pages  # noqa: PLC0415  (models load after the app does)

        pages.register()
