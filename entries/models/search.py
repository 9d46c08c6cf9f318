"""The search index as tables: what each entry and source is found by, its names, and the words there are.

The full-text tables beside ``SearchRow`` are made by migration 0007, by what each database brings: in SQLite
two FTS5 tables that triggers keep in step, in PostgreSQL two generated ``tsvector`` columns. All text in here
is folded (``entries.search.words``), and none of it is ever shown.
"""

from django.db import models
from django.db.models import Q

from sources.models import Source

from ..fields import CodePointField
from .entry import Entry, published


class SearchRow(models.Model):
    """What one published entry, or one source, is found by. Whether the public may see it is asked when searching."""

    id = models.BigAutoField(primary_key=True)
    entry = models.OneToOneField(Entry, models.CASCADE, null=True, related_name="search_row")
    source = models.OneToOneField(Source, models.CASCADE, null=True, related_name="search_row")
    names = models.TextField()
    prose = models.TextField()
    marks = models.TextField()
    """Words that filters ask for, as ``kindzone year2018``."""
    again_at = models.DateTimeField(null=True)
    """When to be written again: the hour of a neighbour whose name it will show, or a moment past if overdue."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="search_row_of_one",
                condition=Q(entry__isnull=False, source__isnull=True) | Q(entry__isnull=True, source__isnull=False),
            )
        ]
        indexes = [models.Index("again_at", "id", name="search_row_due", condition=Q(again_at__isnull=False))]

    def __str__(self):
        return self.names


class SearchNameQuerySet(models.QuerySet):
    def public(self):
        """Names of published entries, and of all sources: which of those are public costs a question of its own."""
        return self.filter(Q(row__entry__isnull=True) | published("row__entry"))

    def beginning(self, label: str):
        """Names that begin with a folded text, in order."""
        return self.filter(label__gte=label, label__lt=f"{label}\U0010ffff").order_by("label", "id")


class SearchName(models.Model):
    """One name of a row's entry or source, folded: found by how it begins."""

    id = models.BigAutoField(primary_key=True)
    row = models.ForeignKey(SearchRow, models.CASCADE, related_name="labels")
    label = CodePointField(max_length=200)

    objects = SearchNameQuerySet.as_manager()

    class Meta:
        indexes = [models.Index("label", "id", name="search_name_by_label")]

    def __str__(self):
        return self.label


class SearchTerm(models.Model):
    """A word of the index and in about how many rows it stands: where a misspelt word looks for what was meant.

    It also counts rows that are not public yet, so nothing of it is shown before a public row was found by it.
    """

    term = CodePointField(primary_key=True, max_length=60)
    sound = CodePointField(max_length=60)
    count = models.IntegerField()

    class Meta:
        indexes = [models.Index("sound", models.F("count").desc(), name="search_term_by_sound")]

    def __str__(self):
        return self.term
