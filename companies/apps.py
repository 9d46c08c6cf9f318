from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompaniesConfig(AppConfig):
    name = "companies"
    verbose_name = _("Companies, people, milestones")

    def ready(self):
        from . import pages  # noqa: PLC0415  (models load after the app does)

        pages.register()
