"""Relations that hold for a time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sources.dates import Edtf, EDTFField, EDTFSortField, parse


class Spanned(models.Model):
    """Something that holds from a date until another, each as stated or unknown."""

    since = EDTFField(_("since"))
    since_sort = EDTFSortField(of="since")
    until = EDTFField(_("until"))

    class Meta:
        abstract = True

    @property
    def since_date(self) -> Edtf:
        return parse(self.since)

    @property
    def until_date(self) -> Edtf:
        return parse(self.until)
