from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    name = "sources"
    verbose_name = _("Sources and passages")

    def ready(self):
        from . import mirror  # noqa: PLC0415  (models load after the app does)

        mirror.register()
