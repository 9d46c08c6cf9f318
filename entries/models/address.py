"""Addresses that something public had once, so that they go on answering."""

import uuid

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class AddressQuerySet(models.QuerySet):
    def of(self, subject_id: uuid.UUID):
        """Those that one entry, tag or source has left, the one that knows best when it went first."""
        return self.filter(subject_id=subject_id).order_by(F("gone_at").desc(nulls_last=True), "slug")


class Address(models.Model):
    """A kind and slug under which something was public, and which it left; the last to leave it has it.

    Its subject is an entry, a tag or a source by its id, without a foreign key: the row outlives what it tells of.
    It does not say where the subject is now, so it stays right through every further change.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=20)
    slug = models.CharField(_("slug"), max_length=100)
    subject_id = models.UUIDField(_("subject"), db_index=True)
    name = models.CharField(_("name"), max_length=200)
    """What the subject was called when the public saw it last."""
    gone_at = models.DateTimeField(_("gone at"), null=True)
    """When it ceased to be public; null where it only moved."""

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("old address"), _("old addresses")
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="address_left_once")]

    def __str__(self):
        return f"{self.kind}/{self.slug}"
