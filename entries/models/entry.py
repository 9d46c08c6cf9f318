"""The concrete entry that companies, zones, people and milestones extend."""

import uuid
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _, ngettext_lazy
from taggit.managers import TaggableManager

from sources.counting import Phrase
from sources.dates import UNKNOWN, parse
from sources.models import Passage, validate_citations
from sources.representation import passages as told_passages

from .. import images, kinds, renditions, slugs
from ..fields import SortNameField

MANY = 5_000
"""Rows from which on it takes longer to sort them than to meet enough of them among all."""


def passages(field: str = "passages") -> Prefetch:
    """Prefetch cited passages with their sources, so that notes cost no query of their own."""
    return Prefetch(field, Passage.objects.select_related("source"))


def published(*paths: str, at: datetime | None = None) -> Q:
    """Condition that the entry is public at a moment (now), or each of those that ``paths`` lead to."""
    steps = [f"{path}__" for path in paths] or [""]
    values = {"status": Entry.Status.PUBLISHED, "publish_at__has_come": at or timezone.now()}
    return Q(**{f"{step}{name}": value for step in steps for name, value in values.items()})


class EntryQuerySet(models.QuerySet):
    def published(self, at: datetime | None = None):
        """What the public sees at a moment (now): published, and its hour has come."""
        # The rows of a kind's own table are all of that kind, but no database knows: only said does it find the index.
        model: Any = self.model
        return self.filter(published(at=at), **({"kind": model.KIND} if model.KIND else {}))

    def with_tag(self, tag):
        """Those that have the tag."""
        tagged = tag.tagged.order_by()
        # All that have a common tag take long to sort: entries are asked for it in their order until a page is full.
        if tagged.values("pk")[: MANY + 1].count() > MANY:
            return self.filter(Exists(tagged.filter(content_object=OuterRef("id"))))
        return self.filter(tagged__tag=tag)

    def by_name(self):
        return self.order_by("sort_name", "pk")

    def by_date(self):
        return self.order_by("sort_date", "pk")

    def newest(self):
        return self.order_by("-publish_at", "pk")

    def for_list(self):
        """With what a row of a list shows. (Tags through ``tagged__tag``: a prefetch of ``tags`` finds none.)"""
        return self.prefetch_related("tagged__tag")

    def for_page(self):
        """With all that an entry's own page shows of itself."""
        return self.for_list().prefetch_related(
            passages("cited"), "aliases", "statements", "figures",
            passages("aliases__passages"), passages("statements__passages"), passages("figures__passages"),
        )  # fmt: skip

    def for_data(self):
        """With all that an entry tells of itself as plain data."""
        return self.prefetch_related(
            "tagged__tag", "aliases", "statements", "figures", told_passages("cited"),
            told_passages("aliases__passages"), told_passages("statements__passages"),
            told_passages("figures__passages"),
        )  # fmt: skip


class Entry(models.Model):
    """Whatever has a page of its own: one table, so that mixed lists, tags and search are one query each."""

    KIND = ""
    counted_as = Phrase(
        ngettext_lazy("%(number)s entry", "%(number)s entries", "count"),
        ngettext_lazy("over %(number)s entry", "over %(number)s entries", "count"),
    )
    cited_fields: tuple[str, ...] = ("summary",)
    """Fields of which a Statement may say where they are from."""
    asked_fields: tuple[str, ...] = ()
    """Those among them that the page calls "not stated" when blank, since readers look for them."""
    dated_by = ""
    """The field with the EDTF date that lists can be ordered by, where the kind has one."""
    orders: tuple[str, ...] = ("name", "newest")
    """How lists of the kind can be ordered, the usual one first."""
    stated_rows: tuple[str, ...] = ("statements", "aliases", "figures")
    """Relations to the cited rows that belong to the entry, as its form has them."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, editable=False)
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(
        _("slug"),
        max_length=slugs.LONGEST,
        blank=True,
        help_text=_("Part of the address; made from the name if blank."),
    )
    summary = models.CharField(_("summary"), max_length=400, blank=True, help_text=_("One or two plain sentences."))
    body = models.TextField(
        _("account"), blank=True,
        help_text=_("Markdown. End each statement with its passage, as [@key], or with [@editorial] if it is ours."),
    )  # fmt: skip
    image = images.PictureField(_("picture"), blank=True)
    image_alt = models.CharField(
        _("picture in words"),
        max_length=250,
        blank=True,
        help_text=_("For those who cannot see it."),
    )
    image_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("The picture says nothing that needs words.")
    )
    image_credit = models.CharField(_("credit"), max_length=200, blank=True)
    image_width = models.PositiveIntegerField(null=True, editable=False)
    image_height = models.PositiveIntegerField(null=True, editable=False)
    focal_x = models.FloatField(
        _("focus from left"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    focal_y = models.FloatField(
        _("focus from top"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    tags = TaggableManager(through="entries.Tagged", blank=True, help_text=_("Separated by commas."))
    cited = models.ManyToManyField(Passage, related_name="citing_entries", editable=False)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    publish_at = models.DateTimeField(
        _("publish at"), null=True, blank=True, help_text=_("A future moment keeps it unseen until then.")
    )
    draft_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="working_copies"
    )
    copied_version = models.PositiveIntegerField(null=True, editable=False)
    sort_name = SortNameField()
    sort_date = models.IntegerField(default=UNKNOWN, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("updated"), default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("entry"), _("entries")
        permissions = [("publish_entry", "Can publish entries and edit published ones")]
        constraints = [
            models.UniqueConstraint("kind", "slug", name="entry_slug_unique_in_kind", condition=Q(draft_of=None)),
            models.CheckConstraint(name="entry_has_kind_name_slug", condition=~Q(kind="") & ~Q(name="") & ~Q(slug="")),
            models.CheckConstraint(name="entry_status_known", condition=Q(status__in=["draft", "published"])),
            models.CheckConstraint(
                name="entry_published_has_moment", condition=Q(status="draft") | Q(publish_at__isnull=False)
            ),
            models.CheckConstraint(name="entry_copy_stays_draft", condition=Q(draft_of=None) | Q(status="draft")),
            models.CheckConstraint(name="entry_copy_of_another", condition=Q(draft_of=None) | ~Q(draft_of=F("id"))),
            models.CheckConstraint(
                name="entry_focus_inside_picture",
                condition=Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
            ),
            models.CheckConstraint(
                name="entry_picture_has_words", condition=Q(image="") | ~Q(image_alt="") | Q(image_decorative=True)
            ),
        ]
        indexes = [
            models.Index("kind", "sort_name", "id", name="entry_by_kind_name", condition=Q(status="published")),
            models.Index("kind", "sort_date", "id", name="entry_by_kind_date", condition=Q(status="published")),
            models.Index(
                "kind", F("publish_at").desc(), "id", name="entry_by_kind_newest", condition=Q(status="published")
            ),
            models.Index("sort_name", "id", name="entry_by_name", condition=Q(status="published")),
            models.Index(F("publish_at").desc(), "id", name="entry_newest", condition=Q(status="published")),
            # All that the index of sitemaps asks, so that it reads no row.
            models.Index("kind", "status", "id", "publish_at", "updated_at", name="entry_by_kind_id"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        address = reverse(f"{self.kind}-detail", args=[self.slug])
        return f"{address}?copy={self.pk}" if self.draft_of_id else address

    def save(self, *args, **kwargs):
        """Fill what nobody types (kind, slug, moment), count the version, and keep ``cited`` as the prose has it."""
        self._fill_blanks()
        self.keep_sort_date()
        if not self._state.adding:
            self.version += 1
            # Not by auto_now, which would also rewrite what loaddata brings.
            self.updated_at = timezone.now()
        super().save(*args, **kwargs)
        self._keep_picture()
        self.cited.set(Passage.objects.cited_in(self.body))

    def keep_sort_date(self):
        """Order by the date as it stands now; also for whoever writes without ``save``."""
        if self.dated_by:
            self.sort_date = parse(getattr(self, self.dated_by)).sort

    @classmethod
    def from_db(cls, db, field_names, values, **kwargs):
        entry = super().from_db(db, field_names, values, **kwargs)
        entry.remember_picture()
        return entry

    def remember_picture(self):
        """Note which picture is stored, to tell a new one from it."""
        loaded = self.__dict__
        self._stored_picture = (str(loaded.get("image") or ""), loaded.get("image_width"))

    @property
    def stored_renditions(self) -> list[renditions.Rendition]:
        """Of the picture that is stored, whichever was chosen in its place."""
        return renditions.of(*getattr(self, "_stored_picture", ("", None)))

    def _keep_picture(self):
        """Make the renditions of a new picture; let go of the files of the one it replaces."""
        name, width = getattr(self, "_stored_picture", ("", None))
        if self.image.name == name or (not self.image and not name):
            return
        self.image_width, self.image_height = renditions.make(str(self.image.name)) if self.image else (None, None)
        Entry.objects.filter(pk=self.id).update(image_width=self.image_width, image_height=self.image_height)
        self.discard_picture(name, width)
        self.remember_picture()

    @staticmethod
    def discard_picture(name, width):
        renditions.discard(name, width, used=lambda: Entry.objects.filter(image=name).exists())

    def _fill_blanks(self):
        """What nobody types, or need not."""
        self.kind = self.KIND or self.kind
        self.slug = self.slug or slugs.propose(self)
        if self.status == self.Status.PUBLISHED and self.publish_at is None:
            self.publish_at = timezone.now()

    def clean(self):
        self._fill_blanks()
        validate_citations("body", self.body)
        # Checked here too: the constraint names draft_of, which no form holds, and would end in an error 500.
        if self.slug and slugs.taken(self, self.slug):
            raise ValidationError(
                {"slug": gettext("Another %(kind)s has this slug.") % {"kind": self._meta.verbose_name}}
            )
        if self.image and not self.image_alt and not self.image_decorative:
            told = gettext("Say in words what the picture shows, or mark it as decorative.")
            raise ValidationError({"image_alt": told})

    @property
    def data_url(self) -> str:
        """The entry as JSON; its public version, where it has a working copy."""
        return reverse(f"{self.kind}-data", args=[self.slug])

    @property
    def admin_url(self) -> str:
        """Where the entry is edited."""
        return reverse(f"admin:{kinds.get(self.kind)._meta.label_lower.replace('.', '_')}_change", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.status == self.Status.PUBLISHED and bool(self.publish_at and self.publish_at <= timezone.now())

    @property
    def kind_name(self) -> str:
        """The kind as a word for readers, as ``company``."""
        return str(kinds.get(self.kind)._meta.verbose_name)
