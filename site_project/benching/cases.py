"""What is asked of each atlas, its words and slugs picked by how often they occur there. A new case is one line."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

from django.db.models import Count, Model, QuerySet

from companies.models import Company, Milestone, Person, Presence
from entries.models import Entry, SearchTerm, Tagged
from entries.paging import PER_PAGE, page
from sources.models import Source
from zones.models import Zone

MOST_TIMES = 1.2
"""Of what the smallest atlas takes, a page may take in any other."""
MOST_MILLISECONDS = 50
SOME = 3
"""Words of one sort that are asked for by turns, and zones that are the busiest."""
ENTRIES = 20
"""Entries, or sources, of one kind that are asked for by turns: some have far more to say than others."""


@dataclass(frozen=True)
class Case:
    """Addresses that ought to cost alike, and whether they are held to a time or to the smallest atlas."""

    name: str
    addresses: Callable[[], Iterable[str]]
    by_time: bool = False


def _last_page(rows: QuerySet, column: str = "sort_name") -> str:
    """The cursor of a page near the end of a list; blank where the list is short."""
    near = rows.order_by(f"-{column}", "-pk")[3 * PER_PAGE : 3 * PER_PAGE + 1]
    rest = rows.filter(**{f"{column}__gte": getattr(one, column) for one in near})
    return urlencode({"after": page(rest, column, {}).after})


def _tag(place: str) -> str:
    """The slug of the tag that most entries have, or of that in the middle of all."""
    counted = Tagged.objects.values("tag__slug").annotate(number=Count("pk")).order_by("-number", "tag__slug")
    slugs = list(counted.values_list("tag__slug", flat=True))
    return slugs[0 if place == "most" else len(slugs) // 2]


def _some(rows: QuerySet) -> Iterator[str]:
    return (row.get_absolute_url() for row in rows[:ENTRIES])


def _busiest(model: type[Model], owner: str) -> list:
    """Ids that most rows of a model name."""
    counted = model._default_manager.values(owner).annotate(number=Count("pk")).order_by("-number", owner)
    return list(counted.values_list(owner, flat=True)[:SOME])


def _zone() -> str:
    """The slug of a zone with many companies."""
    return Zone.objects.published().filter(pk__in=_busiest(Presence, "zone")).order_by("pk")[0].slug


def _words(rank: Callable[[int], float]) -> list[str]:
    """Words whose number of rows ranks first."""
    return [term for term, number in sorted(_terms(), key=lambda one: (rank(one[1]), one[0]))][:SOME]


def _terms() -> list[tuple[str, int]]:
    return list(SearchTerm.objects.filter(count__gt=0).values_list("term", "count"))


def _common() -> list[str]:
    return _words(lambda number: -number)


def _middling() -> list[str]:
    middle = max(number for _term, number in _terms()) ** 0.5
    return _words(lambda number: abs(number - middle))


def _misspelt() -> Iterator[str]:
    """Words with two letters swapped, of which no other word is made."""
    known = {term for term, _number in _terms()}
    swapped = (term[:2] + term[3] + term[2] + term[4:] for term in sorted(known) if len(term) > 5)
    return islice((word for word in swapped if word not in known), SOME)


def _search(words: Iterable[str], path: str = "/search/", **more: str) -> list[str]:
    return [f"{path}?{urlencode({'q': word} | more)}" for word in words]


def _names(length: int) -> list[str]:
    return [name[:length] for name in Company.objects.published().order_by("pk").values_list("name", flat=True)[:SOME]]


CASES = [
    Case("home", lambda: ["/"]),
    Case("companies, first page", lambda: ["/companies/"]),
    Case("companies, near the end", lambda: [f"/companies/?{_last_page(Company.objects.published())}"]),
    Case("companies, newest", lambda: ["/companies/?sort=newest"]),
    Case("companies, of a common tag", lambda: [f"/companies/?tag={_tag('most')}"], by_time=True),
    Case("companies, of a tag in a zone", lambda: [f"/companies/?tag={_tag('most')}&zone={_zone()}"], by_time=True),
    Case("milestones, first page", lambda: ["/milestones/"]),
    Case(
        "milestones, near the end", lambda: [f"/milestones/?{_last_page(Milestone.objects.published(), 'sort_date')}"]
    ),
    Case("tags", lambda: ["/tags/"]),
    Case("tag, the commonest", lambda: [f"/tags/{_tag('most')}/"]),
    Case("tag, near the end", lambda: [f"/tags/{_tag('most')}/?{_last_page(_tagged())}"]),
    Case("tag, in the middle", lambda: [f"/tags/{_tag('middle')}/"]),
    Case("sources", lambda: ["/sources/"]),
    Case("source", lambda: _some(Source.objects.public().order_by("pk"))),
    Case("company", lambda: _some(Company.objects.published().order_by("pk"))),
    Case("person", lambda: _some(Person.objects.published().order_by("pk"))),
    Case("milestone", lambda: _some(Milestone.objects.published().order_by("pk"))),
    Case("zone, the busiest", lambda: _some(Zone.objects.published().filter(pk__in=_busiest(Presence, "zone")))),
    Case("search, rare word", lambda: _search(_words(lambda number: number)), by_time=True),
    Case("search, middling word", lambda: _search(_middling()), by_time=True),
    Case("search, common word", lambda: _search(_common()), by_time=True),
    Case("search, common words", lambda: _search([" ".join(_common())]), by_time=True),
    Case("search, one kind", lambda: _search(_common(), kind="zone"), by_time=True),
    Case("search, whole name", lambda: _search(_names(200)), by_time=True),
    Case("search, misspelt", lambda: _search(_misspelt()), by_time=True),
    Case("suggestions", lambda: _search(_names(3), "/search/suggest"), by_time=True),
]


def _tagged() -> QuerySet:
    return Entry.objects.published().filter(tagged__tag__slug=_tag("most"))


def addresses() -> dict[str, list[str]]:
    """The addresses of each case in this atlas."""
    return {case.name: list(case.addresses()) for case in CASES}
