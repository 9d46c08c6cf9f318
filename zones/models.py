"""Innovation zones, which may be parts of one another."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, gettext_lazy as _, ngettext_lazy

from entries.models import Entry, EntryQuerySet
from sources.counting import Phrase


class ZoneQuerySet(EntryQuerySet):
    def located(self):
        """With coordinates, by name."""
        return self.exclude(latitude=None).by_name()

    def for_page(self):
        return super().for_page().select_related("part_of")

    def for_data(self):
        return super().for_data().select_related("part_of")


class Zone(Entry):
    """A place set apart for innovation: a cooperation zone, a park, a science city."""

    KIND = "zone"
    counted_as = Phrase(
        ngettext_lazy("%(number)s zone", "%(number)s zones", "count"),
        ngettext_lazy("over %(number)s zone", "over %(number)s zones", "count"),
    )
    cited_fields = ("summary", "full_name", "part_of", "location")
    asked_fields = ("location",)

    full_name = models.CharField(_("full name"), max_length=250, blank=True)
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    location = models.CharField(
        _("location"), max_length=200, blank=True, help_text=_("In words, as the source has it.")
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    objects = ZoneQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name, verbose_name_plural = _("zone"), _("zones")
        constraints = [
            models.CheckConstraint(
                name="zone_not_part_of_itself", condition=Q(part_of=None) | ~Q(part_of=F("entry_ptr"))
            ),
            models.CheckConstraint(
                name="zone_position_whole_and_on_earth",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    # Said, since a check that compares with NULL is unknown and so passes.
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__gte=-90,
                    latitude__lte=90,
                    longitude__gte=-180,
                    longitude__lte=180,
                ),
            ),
        ]

    def clean(self):
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError(gettext("Give both latitude and longitude, or neither."))
        seen, zone = {self.id}, self.part_of
        while zone:
            if zone.id in seen:
                raise ValidationError({"part_of": gettext("This would make a zone part of itself.")})
            seen.add(zone.id)
            zone = zone.part_of
