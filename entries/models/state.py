"""The state of all content as one number."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ContentState(models.Model):
    """A single row whose generation rises with every change of content, so that caches know when they are stale."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    generation = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("state of the content"), _("state of the content")
        constraints = [models.CheckConstraint(name="content_state_is_one_row", condition=Q(id=1))]

    def __str__(self):
        return str(self.generation)

    @classmethod
    def advance(cls) -> None:
        if not cls.objects.filter(pk=1).update(generation=F("generation") + 1):
            cls.objects.get_or_create(pk=1, defaults={"generation": 1})
