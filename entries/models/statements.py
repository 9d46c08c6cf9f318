"""What is stated of an entry, each with its passages: fields, other names, figures."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy as _

from sources.counting import grouped
from sources.dates import Edtf, EDTFField, parse
from sources.models import Cited

from .. import kinds
from .entry import Entry, published


class OfEntryQuerySet(models.QuerySet):
    def public(self):
        """Rows of published entries."""
        return self.filter(published("entry"))


class OfEntry(Cited):
    """A cited row that belongs to one entry."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="%(class)ss", verbose_name=_("entry"))

    objects = OfEntryQuerySet.as_manager()

    class Meta(Cited.Meta):
        abstract = True


class Statement(OfEntry):
    """Where one field of an entry is from; of a blank field, why it is blank."""

    field = models.CharField(_("field"), max_length=40)

    class Meta:
        verbose_name, verbose_name_plural = _("statement"), _("statements")
        ordering = ["entry", "field"]
        constraints = [
            models.UniqueConstraint("entry", "field", name="statement_once_per_field"),
            models.CheckConstraint(name="statement_names_field", condition=~Q(field="")),
        ]

    def __str__(self):
        return f"{self.entry}: {self.field_name}"

    @property
    def field_name(self) -> str:
        """What readers call the field."""
        model = kinds.get(self.entry.KIND or self.entry.kind)
        if self.field not in model.cited_fields:
            return self.field
        field: Any = model._meta.get_field(self.field)
        return str(field.verbose_name)

    @property
    def is_needed(self) -> bool:
        """Without it a field that a published entry fills would rest on nothing."""
        entry = getattr(self.entry, self.entry.kind)
        return entry.status == Entry.Status.PUBLISHED and bool(getattr(entry, self.field))

    def clean(self):
        if not self.entry_id:
            return
        fields = kinds.get(self.entry.KIND or self.entry.kind).cited_fields
        if self.field not in fields:
            raise ValidationError({"field": gettext("Choose one of: %(fields)s.") % {"fields": ", ".join(fields)}})


class Alias(OfEntry):
    """Another name of an entry."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="aliases", verbose_name=_("entry"))
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=20, default="en", help_text=_("As en or zh-Hans."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name, verbose_name_plural = _("other name"), _("other names")
        ordering = ["position", "name", "id"]
        constraints = [
            models.UniqueConstraint("entry", "name", name="alias_once_per_entry"),
            models.CheckConstraint(name="alias_has_name", condition=~Q(name="")),
        ]

    def __str__(self):
        return self.name


def validate_digits(value):
    """SQLite keeps 15 digits of a number and cannot read back more."""
    if len(value.normalize().as_tuple().digits) + max(value.normalize().as_tuple().exponent, 0) > 15:
        raise ValidationError(gettext("Give at most 15 digits; put a larger number in a larger unit."))


class Figure(OfEntry):
    """A number that a source states; two sources that disagree on one label stand side by side."""

    class Comparator(models.TextChoices):
        EQUAL = "=", "="
        LESS = "<", "<"
        MORE = ">", ">"
        ABOUT = "≈", "≈"

    label = models.CharField(_("label"), max_length=120)
    comparator = models.CharField(_("comparator"), max_length=1, choices=Comparator, default=Comparator.EQUAL)
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=6, validators=[validate_digits])
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    scope = models.CharField(_("scope"), max_length=200, blank=True, help_text=_("What it covers, as worded."))
    as_of = EDTFField(_("as of"))
    as_of_worded = models.CharField(_("as of, as worded"), max_length=100, blank=True, help_text=_("As “now”."))
    as_worded = models.CharField(_("as worded"), max_length=100, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name, verbose_name_plural = _("figure"), _("figures")
        ordering = ["position", "label", "id"]
        constraints = [
            models.CheckConstraint(name="figure_has_label", condition=~Q(label="")),
            models.CheckConstraint(name="figure_comparator_known", condition=Q(comparator__in=["=", "<", ">", "≈"])),
        ]

    def __str__(self):
        return f"{self.label}: {self.stated}"

    @property
    def number(self) -> str:
        """The value without idle zeros, led by its comparator unless that is “=”, as ``>1,500``."""
        sign = "" if self.comparator == self.Comparator.EQUAL else self.comparator
        return sign + grouped(self.value.normalize())

    @property
    def stated(self) -> str:
        return f"{self.number} {self.unit}".strip()

    @property
    def publishers(self) -> str:
        """Who published what it rests on, each once."""
        return ", ".join(dict.fromkeys(passage.source.publisher for passage in self.passages.all()))

    @property
    def as_of_date(self) -> Edtf:
        return parse(self.as_of)
