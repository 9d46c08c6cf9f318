"""The check of all evidence: what is published rests on passages, and these stand in their sources.

A fault is something to mend. A remark is something to look at: a passage that nothing uses, sources that disagree.
Upper floors add checks of their own.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Literal

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _, ngettext

from sources import locators, prose
from sources.dates import parse
from sources.models import Passage, Source
from sources.registry import cited

from . import figures, kinds
from .evidence import for_evidence, missing_evidence
from .models import Entry, Figure, Tag

AT_ONCE = 500

Code = Literal["not-located", "no-passage", "unknown-key", "out-of-step", "unused", "disagree", "old"]
TITLES: dict[Code, Any] = {
    "not-located": _("Passages that do not stand in their source"),
    "no-passage": _("Statements without a passage"),
    "unknown-key": _("Prose that cites what no passage is called"),
    "out-of-step": _("Derived dates whose parent changed"),
    "unused": _("Passages that nothing published rests on"),
    "disagree": _("Figures on which sources disagree"),
    "old": _("Old figures"),
}
CODES = list(TITLES)
REMARKS = ("unused", "disagree", "old")


@dataclass(frozen=True)
class Finding:
    """One line of the report: what is the matter with which row, and the admin's address where it is mended."""

    code: Code
    subject: str
    words: str
    address: str

    @property
    def is_fault(self) -> bool:
        return self.code not in REMARKS

    def __str__(self):
        return f"{self.subject}: {self.words}"


@dataclass
class Tally:
    """What has been looked at so far: passages located, passages of sources without text, entries."""

    counts: Counter = field(default_factory=Counter)
    older_than: int | None = None
    """Age in years from which a figure is old; None for no such check."""
    progress: Callable[[str, int, int], None] = lambda *_step: None
    """Told of each step: what is at hand, how many are done, how many there are."""


Check = Callable[[Tally], Iterable[Finding]]
_checks: list[Check] = []


def register(check: Check) -> None:
    _checks.append(check)


def findings(tally: Tally) -> Iterator[Finding]:
    """Everything that the checks find, in their order; lazily, since it may be read in part."""
    for check in _checks:
        yield from check(tally)


class _OutOfTime(Exception):
    pass


def part(seconds: float, most: int, older_than: int | None) -> tuple[Tally, list[Finding], bool]:
    """As much of the report as can be had in that time, and whether that is all of it."""
    until, found = time.monotonic() + seconds, []

    def watch(*_step):
        if time.monotonic() > until:
            raise _OutOfTime

    tally = Tally(older_than=older_than, progress=watch)
    try:
        for finding in findings(tally):
            found.append(finding)
            if len(found) == most:
                raise _OutOfTime
    except _OutOfTime:
        return tally, found, False
    return tally, found, True


def by_title(found: Iterable[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    """The findings under their titles, faults first."""
    for code, some in groupby(sorted(found, key=lambda one: CODES.index(one.code)), lambda one: one.code):
        yield str(TITLES[code]), list(some)


def mend(row: Model) -> str:
    """The admin's form of a row."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def _located(tally: Tally) -> Iterator[Finding]:
    sources = Source.objects.count()
    for done, source in enumerate(Source.objects.order_by("slug").iterator(AT_ONCE)):
        tally.progress(gettext("sources"), done, sources)
        text = locators.paragraphs(source.text)
        for passage in source.passages.order_by("paragraph", "first_word", "key"):
            tally.counts["located" if text else "without text"] += 1
            if text and (problem := _problem(passage, text)):
                place = gettext("passage %(key)s of %(source)s, ¶ %(paragraph)d") % {
                    "key": passage.key, "source": source, "paragraph": passage.paragraph,
                }  # fmt: skip
                yield Finding("not-located", place, problem, mend(passage))


def _problem(passage: Passage, text: list[str]) -> str:
    try:
        found = passage.locate(text)
    except locators.NotLocated as error:
        return f"{error}."
    return gettext("words inside it have changed.") if passage.digest not in ("", found.digest) else ""


def _entries(tally: Tally) -> Iterator[Finding]:
    for model in kinds.every():
        rows = model.objects.filter(status=Entry.Status.PUBLISHED)
        total, done = rows.count(), 0
        for some in _batches(for_evidence(rows).order_by("sort_name", "pk")):
            tally.progress(str(model._meta.verbose_name_plural), done, total)
            done += len(some)
            known = _known_keys(entry.body for entry in some)
            for entry in some:
                tally.counts["entries"] += 1
                for missing in missing_evidence(entry):
                    yield Finding("no-passage", str(entry), str(missing), f"{entry.admin_url}#{missing.anchor}")
                yield from _unknown_keys(entry, entry.body, known, f"{entry.admin_url}#id_body")
                yield from _disagreeing(entry)
                yield from _old(entry, tally.older_than)


def _prose(_tally: Tally) -> Iterator[Finding]:
    """Of tags and sources, which the public sees as soon as something published has them or rests on them."""
    described: tuple[tuple[Any, str], ...] = ((Tag.objects.public(), "description"), (Source.objects.all(), "summary"))
    for rows, name in described:
        for some in _batches(rows.order_by("slug")):
            known = _known_keys(getattr(row, name) for row in some)
            for row in some:
                text, address = getattr(row, name), f"{mend(row)}#id_{name}"
                for words in prose.uncited(text):
                    yield Finding("no-passage", str(row), words, address)
                yield from _unknown_keys(row, text, known, address)


def _known_keys(texts: Iterable[str]) -> set[str]:
    keys = {key for text in texts for key in prose.keys(text)}
    return set(Passage.objects.filter(key__in=keys).values_list("key", flat=True))


def _unknown_keys(row: Any, text: str, known: set[str], address: str) -> Iterator[Finding]:
    for key in prose.keys(text):
        if key not in known:
            words = gettext("no passage is called %(key)s.") % {"key": key}
            yield Finding("unknown-key", str(row), words, address)


def _disagreeing(entry: Any) -> Iterator[Finding]:
    """Groups of figures that cannot all be true, unless each has a reading: one may be about something else."""
    for group in figures.groups(entry.figures.all()):
        if len(group) > 1 and not all(figure.reading for figure in group):
            words = gettext("%(label)s: %(values)s") % {
                "label": group[0].label, "values": " / ".join(figure.stated for figure in group),
            }  # fmt: skip
            yield Finding("disagree", str(entry), words, f"{entry.admin_url}#figures-group")


def _old(entry: Any, years: int | None) -> Iterator[Finding]:
    if years is None:
        return
    for figure in entry.figures.all():
        year = _year(figure)
        if year is not None and timezone.localdate().year - year > years:
            words = gettext("%(figure)s is of %(year)d.") % {"figure": figure, "year": year}
            yield Finding("old", str(entry), words, mend(figure))


def _year(figure: Figure) -> int | None:
    """The year that a figure is of: as stated, else that of the latest source it rests on; None where neither says."""
    stated = parse(figure.as_of).year
    if stated is not None:
        return stated
    sources = Source.objects.filter(passages__in=figure.passages.all())
    return max((year for source in sources if (year := source.published_date.year) is not None), default=None)


def _unused(_tally: Tally) -> Iterator[Finding]:
    unused = Passage.objects.exclude(cited()).select_related("source").order_by("source__slug", "key")
    for passage in unused.iterator(AT_ONCE):
        yield Finding("unused", str(passage), gettext("nothing published rests on it."), mend(passage))


def _batches(rows) -> Iterator[list]:
    """The rows, some at a time, each batch with what the queryset prefetches."""
    some: list = []
    for row in rows.iterator(AT_ONCE):
        some.append(row)
        if len(some) == AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def summary(tally: Tally) -> list[str]:
    """What was looked at, a line each."""
    located, without, read = (tally.counts[name] for name in ("located", "without text", "entries"))
    return [
        ngettext("%(count)d passage looked up in its source", "%(count)d passages looked up in their sources", located)
        % {"count": located},
        ngettext("%(count)d passage whose source’s text is not at hand",
                 "%(count)d passages whose sources’ texts are not at hand", without) % {"count": without},
        ngettext("%(count)d published entry read", "%(count)d published entries read", read) % {"count": read},
    ]  # fmt: skip


for _check in (_located, _entries, _prose, _unused):
    register(_check)
