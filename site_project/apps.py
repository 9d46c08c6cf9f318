from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "site_project"
    verbose_name = _("Site")

    def ready(self):
        from . import pages  # noqa: PLC0415  (models load after the app does)

        pages.register()
