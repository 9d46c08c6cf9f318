"""What the seed wrote, so that a later seed can tell an editor's change from its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SeedRecord(models.Model):
    """One record of a seed document: the row it made, and the values last written there.

    A record whose row is gone was deleted by an editor, and stays deleted.
    """

    document = models.CharField(_("document"), max_length=80)
    kind = models.CharField(_("kind"), max_length=20)
    key = models.CharField(_("key"), max_length=120)
    object_id = models.UUIDField(_("object"), editable=False)
    values = models.JSONField(_("values last written"), default=dict)

    class Meta:
        verbose_name, verbose_name_plural = _("seed record"), _("seed records")
        constraints = [models.UniqueConstraint("document", "kind", "key", name="seed_record_once")]

    def __str__(self):
        return f"{self.document}: {self.kind}/{self.key}"
