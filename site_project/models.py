"""What the site keeps for itself: what the seed wrote, and where entries stand on the map."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from entries.models import Entry


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


class MapPlace(models.Model):
    """Where an entry stands on the map, in lengths of a tie from its middle (``charting.layout``)."""

    entry = models.OneToOneField(
        Entry, models.CASCADE, primary_key=True, related_name="map_place", verbose_name=_("entry")
    )
    x = models.FloatField(_("to the right"))
    y = models.FloatField(_("down"))

    class Meta:
        verbose_name, verbose_name_plural = _("place on the map"), _("places on the map")

    def __str__(self):
        return f"{self.x:.2f}, {self.y:.2f}"

    @classmethod
    def known(cls) -> dict[UUID, tuple[float, float]]:
        """All places, by entry."""
        return {entry: (x, y) for entry, x, y in cls.objects.values_list("entry", "x", "y")}
