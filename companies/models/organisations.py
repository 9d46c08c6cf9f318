"""Companies, what they make, and where they are."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _, ngettext_lazy

from entries.models import Entry
from entries.models.entry import published
from sources.counting import Phrase
from sources.dates import EDTFField
from sources.models import Cited
from zones.models import Zone

from .spans import Spanned


class Company(Entry):
    """A firm. Blank facts are facts that no source states."""

    KIND = "company"
    counted_as = Phrase(
        ngettext_lazy("%(number)s company", "%(number)s companies", "count"),
        ngettext_lazy("over %(number)s company", "over %(number)s companies", "count"),
    )
    cited_fields = ("summary", "legal_name", "founded", "headquarters", "website")
    asked_fields = ("founded", "headquarters")
    dated_by = "founded"
    orders = ("name", "newest", "date")
    stated_rows = (*Entry.stated_rows, "products", "presences")

    legal_name = models.CharField(_("legal name"), max_length=250, blank=True)
    founded = EDTFField(_("founded"))
    headquarters = models.CharField(
        _("headquarters"), max_length=200, blank=True, help_text=_("In words, as the source has it.")
    )
    website = models.URLField(_("website"), blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("company"), _("companies")


class ProductQuerySet(models.QuerySet):
    def public(self):
        return self.filter(published("company"))


class Product(Cited):
    """Something that a company makes, named by a source."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="products", verbose_name=_("company"))
    name = models.CharField(_("name"), max_length=200)
    description = models.CharField(_("description"), max_length=400, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("product"), _("products")
        ordering = ["position", "name", "id"]
        constraints = [
            models.UniqueConstraint("company", "name", name="product_once_per_company"),
            models.CheckConstraint(name="product_has_name", condition=~Q(name="")),
        ]

    def __str__(self):
        return self.name


class PresenceQuerySet(models.QuerySet):
    def public(self):
        """Presences of published companies in published zones."""
        return self.filter(published("company", "zone"))


class Presence(Cited, Spanned):
    """A company in a zone, in the sense of ``kind`` and no more."""

    class Kind(models.TextChoices):
        SETTLED = "settled", _("settled in")
        HEADQUARTERS = "headquarters", _("has its headquarters in")
        RESEARCH = "research", _("does research in")
        PRODUCTION = "production", _("produces in")
        NAMED = "named", _("is named among the companies of")

    _STATED = {
        Kind.SETTLED: _("%(company)s settled in %(zone)s"),
        Kind.HEADQUARTERS: _("%(company)s has its headquarters in %(zone)s"),
        Kind.RESEARCH: _("%(company)s does research in %(zone)s"),
        Kind.PRODUCTION: _("%(company)s produces in %(zone)s"),
        Kind.NAMED: _("%(company)s is named among the companies of %(zone)s"),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="presences", verbose_name=_("company"))
    zone = models.ForeignKey(Zone, models.PROTECT, related_name="presences", verbose_name=_("zone"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.SETTLED)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("presence"), _("presences")
        ordering = ["since_sort", "id"]
        constraints = [
            models.UniqueConstraint("company", "zone", "kind", name="presence_once_in_kind"),
            models.CheckConstraint(
                name="presence_kind_known",
                condition=Q(kind__in=["settled", "headquarters", "research", "production", "named"]),
            ),
        ]
        indexes = [models.Index("zone", "since_sort", "id", name="presence_in_zone")]

    def __str__(self):
        return self._STATED[self.Kind(self.kind)] % {"company": self.company, "zone": self.zone}
