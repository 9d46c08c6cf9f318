"""Sources, their passages, and what it means to be cited."""

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, ProtectedError, Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _, ngettext, ngettext_lazy

from . import fragments, locators, prose
from .counting import Phrase
from .dates import Edtf, EDTFField, EDTFSortField, parse
from .registry import OneByOne, cited, publicly_cited

models.CharField.register_lookup(Length)

PARAGRAPHS_A_PAGE = 200
"""Paragraphs on one page of a source; a passage's address leads to the page that its paragraph is on.

Measured: with three passages each, these take half a second and 150 kB, compressed; a page of 1,000 five times that.
"""


class SourceQuerySet(models.QuerySet):
    def public(self):
        """Sources that something published rests on; one that serves drafts alone stays unseen."""
        return self.filter(OneByOne(Passage.objects.filter(publicly_cited(), source=OuterRef("pk"))))


class Source(models.Model):
    """A publication that statements rest on. Its text, if at hand, stays in the database and in no fixture."""

    counted_as = Phrase(
        ngettext_lazy("%(number)s source", "%(number)s sources", "count"),
        ngettext_lazy("over %(number)s source", "over %(number)s sources", "count"),
    )

    class Rights(models.TextChoices):
        QUOTE_ONLY = "quote-only", _("quote only")
        FULL_TEXT = "full-text", _("full text may be shown")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200, help_text=_("In our words."))
    publisher = models.CharField(_("publisher"), max_length=100, help_text=_("Short: notes name the source by it."))
    authors = models.CharField(_("authors"), max_length=200, blank=True, help_text=_("Separated by commas."))
    published = EDTFField(_("published"))
    published_sort = EDTFSortField(of="published")
    language = models.CharField(
        _("language"), max_length=20, default="en", help_text=_("Of the text we read, as en or zh-Hans.")
    )
    translation = models.CharField(
        _("translation"), max_length=200, blank=True, help_text=_("By whom or what, and from which language.")
    )
    url = models.URLField(_("web address"), blank=True)
    archive_url = models.URLField(_("archived copy"), blank=True)
    accessed_date = models.DateField(_("accessed"), null=True, blank=True)
    question = models.CharField(
        _("question"), max_length=200, blank=True,
        help_text=_("The question it asks, in our words: home opens with it."),
    )  # fmt: skip
    summary = models.TextField(_("summary"), blank=True, help_text=_("Markdown; passages are cited as [@key]."))
    rights = models.CharField(_("rights"), max_length=20, choices=Rights, default=Rights.QUOTE_ONLY)
    notes = models.TextField(_("notes"), blank=True, help_text=_("Our remarks on the source, shown on its page."))
    text = models.TextField(
        _("full text"), blank=True, help_text=_("Stays in the database. Every passage is looked up in it.")
    )
    text_digest = models.CharField(max_length=64, blank=True, editable=False)
    shape = models.JSONField(default=list, blank=True, editable=False)
    cited: models.ManyToManyField = models.ManyToManyField("Passage", related_name="citing_sources", editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("source"), _("sources")
        ordering = ["published_sort", "id"]
        constraints = [
            models.CheckConstraint(name="source_has_title", condition=~Q(title="") & ~Q(publisher="")),
            models.CheckConstraint(name="source_rights_known", condition=Q(rights__in=["quote-only", "full-text"])),
            models.CheckConstraint(name="source_digest_is_sha256", condition=Q(text_digest__length__in=[0, 64])),
        ]
        indexes = [
            models.Index("published_sort", "id", name="source_by_date"),
            models.Index("published_sort", "id", name="source_with_question", condition=~Q(question="")),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("source-detail", args=[self.slug])

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self.keep_citations()

    def keep_citations(self):
        """Make ``cited`` hold what the prose cites."""
        self.cited.set(Passage.objects.cited_in(self.summary))

    def clean(self):
        validate_citations("summary", self.summary)
        prose.refuse_uncited("summary", self.summary)

    @property
    def published_date(self) -> Edtf:
        return parse(self.published)


def passage_key_validator(value):
    RegexValidator(r"\A[a-z0-9][a-z0-9-]*\Z", _("Use small letters, digits and hyphens."))(value)
    if value == prose.EDITORIAL:
        raise ValidationError(gettext("This key marks what is said by us; choose another."))


class PassageQuerySet(models.QuerySet):
    def public(self):
        """Passages that something public cites, of sources that the public sees."""
        return self.filter(cited(), Exists(Source.objects.public().filter(pk=OuterRef("source"))))

    def cited_in(self, *texts):
        """Passages that pieces of prose cite as [@key]."""
        return self.filter(key__in={key for text in texts for key in prose.keys(text)})

    def delete(self):
        refuse_cited(self)
        return super().delete()


class Passage(models.Model):
    """A place in a source, told by paragraph, opening and closing words; it holds none of the words between."""

    class Standing(models.TextChoices):
        """How firmly the passage speaks, weakest first."""

        CONDITIONAL = "conditional", _("conditional")
        PLANNED = "planned", _("planned")
        OPINION = "opinion", _("opinion")
        CLAIM = "claim", _("claim")
        REPORTED = "reported", _("reported")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(
        _("key"), max_length=40, unique=True, validators=[passage_key_validator], help_text=_("Short; cited as [@key].")
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="passages", verbose_name=_("source"))
    paragraph = models.PositiveIntegerField(_("paragraph"), help_text=_("Counted from 1; empty lines do not count."))
    opens = models.CharField(
        _("opening words"),
        max_length=locators.MOST_CHARACTERS,
        help_text=_("At most 6 words, or 8 where they are the whole passage."),
    )
    closes = models.CharField(
        _("closing words"),
        max_length=locators.MOST_CHARACTERS,
        blank=True,
        help_text=_("At most 6 words; blank where the opening is all."),
    )
    first_word = models.PositiveIntegerField(null=True, editable=False)
    last_word = models.PositiveIntegerField(null=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    speaker = models.CharField(
        _("speaker"), max_length=100, blank=True, help_text=_("Who says it, where it is quoted speech.")
    )
    standing = models.CharField(_("standing"), max_length=20, choices=Standing, default=Standing.REPORTED)
    note = models.TextField(_("note"), blank=True, help_text=_("Ours, as a doubt about the translation."))

    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("passage"), _("passages")
        ordering = ["source", "paragraph", "first_word", "last_word", "key"]
        constraints = [
            models.CheckConstraint(name="passage_has_key_and_opening", condition=~Q(key="") & ~Q(opens="")),
            models.CheckConstraint(name="passage_paragraph_from_1", condition=Q(paragraph__gte=1)),
            models.CheckConstraint(
                name="passage_words_in_order",
                condition=Q(first_word__isnull=True, last_word__isnull=True)
                | Q(
                    # Said, since a check that compares with NULL is unknown and so passes.
                    first_word__isnull=False,
                    last_word__isnull=False,
                    first_word__gte=1,
                    last_word__gte=models.F("first_word"),
                ),
            ),
            models.CheckConstraint(name="passage_digest_is_sha256", condition=Q(digest__length__in=[0, 64])),
            models.CheckConstraint(
                name="passage_standing_known",
                condition=Q(standing__in=["conditional", "planned", "opinion", "claim", "reported"]),
            ),
        ]
        indexes = [models.Index("source", "paragraph", "first_word", name="passage_in_order")]

    def __str__(self):
        return gettext("%(key)s, ¶ %(paragraph)s: %(words)s") % {
            "key": self.key,
            "paragraph": self.paragraph,
            "words": f"{self.opens} … {self.closes}" if self.closes else self.opens,
        }

    def get_absolute_url(self):
        page = (self.paragraph - 1) // PARAGRAPHS_A_PAGE + 1
        query = f"?page={page}" if page > 1 else ""
        return f"{self.source.get_absolute_url()}{query}#p{self.paragraph}"

    @property
    def web_address(self) -> str:
        """Where the passage stands on the web, by a text fragment; blank where its source has no address."""
        return fragments.address(self.source.url, self.opens, self.closes)

    @property
    def is_cited_in_prose(self) -> bool:
        """Whether prose names it by its key, which must then stay as it is."""
        prose = (one for one in Passage._meta.related_objects if one.many_to_many and one.field.name == "cited")
        return any(one.related_model._default_manager.filter(cited=self).exists() for one in prose)

    def delete(self, *args, **kwargs):
        refuse_cited(Passage.objects.filter(pk=self.pk))
        return super().delete(*args, **kwargs)

    def clean(self):
        if problem := locators.too_long(self.opens, self.closes):
            raise ValidationError({"opens": problem})
        if self.source_id and self.source.text:
            try:
                self.fix(locators.paragraphs(self.source.text))
            except locators.NotLocated as error:
                raise ValidationError({"opens": gettext("Not found: %(problem)s.") % {"problem": error}}) from error

    def locate(self, paragraphs: list[str]) -> locators.Located:
        """The passage in its source's normalised paragraphs; raises ``NotLocated``."""
        if not 1 <= self.paragraph <= len(paragraphs):
            raise locators.NotLocated(
                ngettext(
                    "the text has only %(count)d paragraph", "the text has only %(count)d paragraphs", len(paragraphs)
                )
                % {"count": len(paragraphs)}
            )
        return locators.locate(paragraphs[self.paragraph - 1], self.opens, self.closes)

    def fix(self, paragraphs: list[str]) -> None:
        """Take word range and digest from the text; does not save."""
        found = self.locate(paragraphs)
        self.first_word, self.last_word, self.digest = found.first_word, found.last_word, found.digest


def refuse_cited(passages) -> None:
    """Raise ``ProtectedError`` when one of the passages is cited.

    An automatic many-to-many does not protect what it points at: its rows would silently go with the passage.
    """
    citing = [
        row
        for relation in Passage._meta.related_objects
        if relation.many_to_many
        for row in relation.related_model._default_manager.filter(
            **{f"{relation.field.name}__in": passages.order_by().values("pk")}
        )[:5]
    ]
    if citing:
        raise ProtectedError(gettext("The passage is cited and cannot be deleted."), set(citing))


def validate_citations(field: str, text: str) -> None:
    """Raise a ``ValidationError`` on ``field`` when its prose cites a key that no passage has."""
    keys = prose.keys(text)
    known = set(Passage.objects.filter(key__in=keys).values_list("key", flat=True))
    if unknown := [key for key in keys if key not in known]:
        message = ngettext("No passage has the key %(keys)s.", "No passages have the keys %(keys)s.", len(unknown)) % {
            "keys": ", ".join(unknown)
        }
        raise ValidationError({field: message})


class Cited(models.Model):
    """A row that states something: the passages it rests on, and how we read them."""

    passages = models.ManyToManyField(
        Passage, blank=True, related_name="%(app_label)s_%(class)s_citations", verbose_name=_("passages")
    )
    reading = models.TextField(
        _("reading"), blank=True, help_text=_("How we read the wording, as the rule by which a date is derived.")
    )
    editorial = models.BooleanField(
        _("editorial"), default=False, help_text=_("Said by us without a passage, and shown as such.")
    )

    class Meta:
        abstract = True

    @property
    def standing(self) -> str:
        """The weakest standing among the passages; reported where there is none."""
        order = Passage.Standing.values
        return min((passage.standing for passage in self.passages.all()), key=order.index, default="reported")
