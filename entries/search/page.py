"""The page of results as its template shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _, ngettext_lazy

from sources.counting import Phrase
from sources.models import Source

from ..models import Entry
from ..paging import Count
from . import snippets
from .candidates import Candidate
from .filters import kind_name
from .narrowing import Narrowing
from .query import parse
from .registry import plain
from .results import Found, corrected, search

PER_PAGE = 20
RESULTS = Phrase(
    ngettext_lazy("%(number)s result", "%(number)s results", "count"),
    ngettext_lazy("over %(number)s result", "over %(number)s results", "count"),
)


@dataclass(frozen=True)
class Result:
    """An entry or source to show, its name with the words marked."""

    subject: Entry | Source
    kind: str
    kind_name: str
    name: SafeString
    snippet: snippets.Snippet | None


class SearchPage:
    """Everything about one address of the search; what is asked of the database is asked once."""

    def __init__(self, params: QueryDict):
        self.params = params
        self.query = parse(params.get("q", ""))
        self.narrowing = Narrowing(params, kept=("q", "exact"))

    @cached_property
    def literal(self) -> Found:
        return search(self.query, self.narrowing.marks)

    @cached_property
    def correction(self) -> Found | None:
        """What is searched instead, where nothing is found as typed and the visitor did not insist."""
        if self.literal.rows or self.params.get("exact"):
            return None
        return corrected(self.query, self.narrowing.marks)

    @property
    def found(self) -> Found:
        return self.correction or self.literal

    @property
    def count(self) -> Count:
        return Count(len(self.found.rows), self.found.over)

    @property
    def counted(self) -> str:
        return RESULTS.of(self.count)

    @property
    def corrected_text(self) -> str:
        """The words that were searched for instead, with capitals where the typed ones had them."""
        capital = {word.lower() for word in self.query.text.split() if word[:1].isupper()}
        pairs = zip(self.query.units, self.found.query.units, strict=True)
        words = ((" ".join(was.terms), " ".join(now.terms)) for was, now in pairs)
        return " ".join(now.capitalize() if was in capital else now for was, now in words)

    @property
    def exact_url(self) -> str:
        return self.narrowing.url(exact="1")

    @property
    def everywhere_url(self) -> str:
        return self.narrowing.everywhere_url

    @cached_property
    def number(self) -> int:
        """Of the page, from 1; one that is not there shows the last that is."""
        asked = self.params.get("page", "")
        pages = max(1, -(-len(self.found.rows) // PER_PAGE))
        return min(max(int(asked), 1), pages) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1

    @property
    def url(self) -> str:
        """What the address needs to show this page of results, and no more."""
        return self.narrowing.url(page=str(self.number) if self.number > 1 else "").removeprefix(".")

    @property
    def before(self) -> str:
        return self.narrowing.url(page=str(self.number - 1)) if self.number > 1 else ""

    @property
    def after(self) -> str:
        more = len(self.found.rows) > self.number * PER_PAGE
        return self.narrowing.url(page=str(self.number + 1)) if more else ""

    @cached_property
    def results(self) -> list[Result]:
        rows = self.found.rows[(self.number - 1) * PER_PAGE : self.number * PER_PAGE]
        public = subjects(rows, asked=True)
        # Where the name says it all, the summary tells more than a text that has the same words.
        unnamed = [pk for pk, subject in public.items() if not snippets.has_all(self.found.query, str(subject))]
        found = snippets.of(self.found.query, unnamed)
        return [self._result(public[row.pk], found.get(row.pk)) for row in rows if row.pk in public]

    def _result(self, subject: Entry | Source, snippet: snippets.Snippet | None) -> Result:
        kind, query = kind_of(subject), self.found.query
        if snippet is None and subject.summary:
            snippet = snippets.Snippet(_("Summary"), snippets.marked(query, plain(subject.summary)))
        return Result(subject, kind, kind_name(kind), snippets.marked(query, str(subject)), snippet)

    def facets(self):
        return self.narrowing.facets(self.narrowing.offers(self.found))


def subjects(rows: Iterable[Candidate], *, asked: bool = False) -> dict[UUID, Entry | Source]:
    """What the rows stand for, as far as it is public; ``asked`` where that is known of the sources among them."""
    rows = list(rows)
    found: dict = Entry.objects.published().in_bulk([row.entry for row in rows if row.entry])
    if ids := [row.source for row in rows if row.source]:
        sources = Source.objects.all() if asked else Source.objects.public()
        found |= sources.defer("text", "shape").in_bulk(ids)
    return found


def kind_of(subject: Entry | Source) -> str:
    return subject.kind if isinstance(subject, Entry) else "source"
