"""Tags, with a description that may cite, and a through model with a real foreign key to the entry."""

import uuid

from django.db import models
from django.db.models import OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _, ngettext_lazy
from taggit.models import ItemBase, TagBase

from sources import prose
from sources.counting import Phrase
from sources.models import Passage, validate_citations
from sources.registry import OneByOne

from ..fields import SortNameField
from ..paging import BoundedCount, Count
from .entry import Entry, published

MOST_OF_EACH = 100
"""Entries of one tag that are counted for a list: it has fifty tags, and each entry is looked up."""


class TagQuerySet(models.QuerySet):
    def public(self):
        """Tags of something published: the name of a tag that only drafts have would give them away."""
        return self.filter(OneByOne(Tagged.objects.public().filter(tag=OuterRef("pk")).order_by().values("pk")))

    def with_counts(self):
        """Each with ``counted``, the bounded number of published entries that have it."""
        tagged = Tagged.objects.public().filter(tag=OuterRef("pk")).order_by().values("pk")
        return self.annotate(counted=BoundedCount(tagged[: MOST_OF_EACH + 1]))

    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class Tag(TagBase):
    counted_as = Phrase(
        ngettext_lazy("%(number)s tag", "%(number)s tags", "count"),
        ngettext_lazy("over %(number)s tag", "over %(number)s tags", "count"),
    )
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    description = models.TextField(_("description"), blank=True, help_text=_("Markdown; passages are cited as [@key]."))
    cited = models.ManyToManyField(Passage, related_name="citing_tags", editable=False)
    sort_name = SortNameField()

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("tag"), _("tags")
        ordering = ["sort_name", "id"]
        constraints = [models.CheckConstraint(name="tag_has_name_and_slug", condition=~Q(name="") & ~Q(slug=""))]
        indexes = [models.Index("sort_name", "id", name="tag_by_name")]

    def get_absolute_url(self):
        return reverse("tag-detail", args=[self.slug])

    def natural_key(self):
        return (self.slug,)

    @property
    def count(self) -> Count:
        """Entries that have the tag, on rows from ``with_counts``."""
        return Count.of(self.counted, MOST_OF_EACH)

    @property
    def counted_entries(self) -> str:
        """The same in words."""
        return Entry.counted_as.of(self.count)

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self.cited.set(Passage.objects.cited_in(self.description))

    def clean(self):
        """A tag has no drafts: what it is said to be rests on something from the first save on."""
        validate_citations("description", self.description)
        prose.refuse_uncited("description", self.description)


class TaggedQuerySet(models.QuerySet):
    def public(self):
        """Tags as published entries have them."""
        return self.filter(published("content_object"))

    def get_by_natural_key(self, entry, tag):
        return self.get(content_object_id=entry, tag__slug=tag)


class Tagged(ItemBase):
    """One tag on one entry."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged")
    content_object = models.ForeignKey(Entry, models.CASCADE, related_name="tagged")

    objects = TaggedQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("tag on an entry"), _("tags on entries")
        constraints = [models.UniqueConstraint("tag", "content_object", name="tagged_once")]

    def __str__(self):
        return f"{self.content_object}: {self.tag}"

    def natural_key(self):
        return (str(self.content_object_id), self.tag.slug)
