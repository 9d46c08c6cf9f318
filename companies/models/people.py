"""People and what they do where."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy as _, ngettext_lazy

from entries.models import Entry
from entries.models.entry import published
from sources.counting import Phrase
from sources.models import Cited
from zones.models import Zone

from .organisations import Company
from .spans import Spanned


class Person(Entry):
    """Someone whom a source names for what they do."""

    KIND = "person"
    counted_as = Phrase(
        ngettext_lazy("%(number)s person", "%(number)s people", "count"),
        ngettext_lazy("over %(number)s person", "over %(number)s people", "count"),
    )
    cited_fields = ("summary", "origin")
    asked_fields = ("origin",)
    stated_rows = (*Entry.stated_rows, "roles")

    origin = models.CharField(_("origin"), max_length=200, blank=True, help_text=_("In words, as the source has it."))

    class Meta:
        verbose_name, verbose_name_plural = _("person"), _("people")


class RoleQuerySet(models.QuerySet):
    def public(self):
        """Roles of published people in published organisations."""
        return self.filter(published("person", "organisation"))


class Role(Cited, Spanned):
    """What a person is at an organisation. Two titles are two roles."""

    ORGANISATIONS = (Company.KIND, Zone.KIND)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="roles", verbose_name=_("person"))
    organisation = models.ForeignKey(
        Entry, models.PROTECT, related_name="staff_roles", verbose_name=_("organisation"),
        limit_choices_to={"kind__in": ORGANISATIONS, "draft_of": None},
    )  # fmt: skip
    title = models.CharField(_("title"), max_length=200)
    founder = models.BooleanField(_("founder"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("role"), _("roles")
        ordering = ["since_sort", "position", "id"]
        constraints = [
            models.UniqueConstraint("person", "organisation", "title", "since", name="role_once"),
            models.CheckConstraint(name="role_has_title", condition=~Q(title="")),
        ]
        indexes = [models.Index("organisation", "since_sort", "position", "id", name="role_at_organisation")]

    def __str__(self):
        return gettext("%(person)s, %(title)s, %(organisation)s") % {
            "person": self.person, "title": self.title, "organisation": self.organisation,
        }  # fmt: skip

    def clean(self):
        if self.organisation_id and self.organisation.kind not in self.ORGANISATIONS:
            raise ValidationError({"organisation": gettext("A role is at a company or a zone.")})
