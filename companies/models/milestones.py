"""Milestones: what happened, is planned, or is said to have happened, as precisely dated as the source has it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, gettext_lazy as _, ngettext_lazy

from entries.models import Entry, EntryQuerySet
from entries.models.entry import passages
from sources.counting import Phrase
from sources.dates import Edtf, EDTFField, parse
from sources.models import Cited
from sources.representation import passages as told_passages

AHEAD = ("planned", "conditional")
"""Standings of what has not happened."""


class MilestoneQuerySet(EntryQuerySet):
    def about(self, entry):
        return self.filter(subjects=entry)

    def ahead(self):
        """Planned or conditional: one passage that says so is the weakest, whatever the others say."""
        return self.filter(passages__standing__in=AHEAD).distinct()

    def for_list(self):
        return super().for_list().select_related("derived_from").prefetch_related(passages(), "subjects")

    def for_data(self):
        return super().for_data().select_related("derived_from").prefetch_related(told_passages(), "subjects")

    def out_of_step(self):
        """Derived from a milestone whose date is no longer the one it was derived from."""
        return self.exclude(derived_from=None).exclude(derived_from_value=F("derived_from__date"))


class Milestone(Entry, Cited):
    """One event. Its name and date rest on ``passages``; planned and conditional ones have not happened."""

    KIND = "milestone"
    counted_as = Phrase(
        ngettext_lazy("%(number)s milestone", "%(number)s milestones", "count"),
        ngettext_lazy("over %(number)s milestone", "over %(number)s milestones", "count"),
    )
    cited_fields = ("summary",)
    dated_by = "date"
    orders = ("date", "newest", "name")

    date = EDTFField(_("date"))
    date_as_worded = models.CharField(_("date as worded"), max_length=100, blank=True, help_text=_("As “recently”."))
    derived_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="derived_milestones",
        verbose_name=_("derived from"),
        help_text=_("The milestone that the date counts from, where it was worked out."),
    )  # fmt: skip
    derived_from_value = models.CharField(max_length=64, blank=True, editable=False)
    subjects = models.ManyToManyField(
        Entry, related_name="milestones", verbose_name=_("subjects"),
        limit_choices_to=~Q(kind=KIND) & Q(draft_of=None), help_text=_("Whom or what it is about; at least one."),
    )  # fmt: skip

    objects = MilestoneQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name, verbose_name_plural = _("milestone"), _("milestones")
        constraints = [
            models.CheckConstraint(
                name="milestone_not_derived_from_itself",
                condition=Q(derived_from=None) | ~Q(derived_from=F("entry_ptr")),
            ),
            models.CheckConstraint(name="milestone_derived_has_date", condition=Q(derived_from=None) | ~Q(date="")),
        ]

    def save(self, *args, **kwargs):
        if self.derived_from and not self.derived_from_value:
            self.derived_from_value = self.derived_from.date
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        if self.derived_from_id and not self.date:
            raise ValidationError({"date": gettext("A derived milestone needs the date that was derived.")})
        if self.derived_from_id == self.id:
            raise ValidationError({"derived_from": gettext("A milestone cannot be derived from itself.")})

    @property
    def date_stated(self) -> Edtf:
        return parse(self.date)

    @property
    def derived_from_date(self) -> Edtf:
        """The parent's date at the time this one was worked out."""
        return parse(self.derived_from_value)

    @property
    def shown_parent(self) -> "Milestone | None":
        """The milestone that the date counts from, where the public sees it."""
        return self.derived_from if self.derived_from and self.derived_from.is_public else None

    @property
    def parent_changed(self) -> bool:
        """The parent's date is no longer the one that this date was worked out from."""
        return bool(self.derived_from and self.derived_from.date != self.derived_from_value)

    @property
    def shown_subjects(self) -> list[Entry]:
        """Subjects that the public sees, by name, from a prefetch."""
        shown = (subject for subject in self.subjects.all() if subject.is_public)
        return sorted(shown, key=lambda subject: subject.sort_name)

    @property
    def ahead(self) -> bool:
        """Planned or conditional: not to be shown as something that happened."""
        return self.standing in AHEAD
