"""The page that shows every part of the site in use, drawn by the templates that the site itself uses.

Its examples are plainly artificial and in no database: rows whose relations are at hand, as if prefetched.
"""

from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.timezone import now
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from companies import timeline
from companies.models import Company, Milestone, Person, Role
from entries import facts, figures, selection
from entries.models import Alias, Entry, Figure, Statement, Tag, Tagged
from entries.paging import Count, Page
from entries.search.filters import kind_names
from entries.search.narrowing import Choice, Facet
from entries.search.page import Result
from entries.search.snippets import Snippet
from sources import linked
from sources.mirror import Cite, Paragraph
from sources.models import Passage, Source
from sources.notes import Notes
from sources.registry import Fact
from zones.models import Zone

TEXT = "Lanterns line the long harbour wall. A keeper counts them every evening and writes the number down."
"""An invented paragraph of a source, in the source's language."""


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Colours, type, and each part with its markup and when to use it."""
    told = linked.page("WebPage", request.path, gettext("The parts of this site"))
    return render(request, "design/page.html", _examples() | {"section": "about", "notes": Notes(), "linked": told})


def _at_hand(row: Any, **related: list) -> Any:
    """The row with its relations, leading to the part of the page that shows where such a link stands."""
    row.__dict__ |= {"_prefetched_objects_cache": related, "get_absolute_url": lambda: "#links"}
    return row


def _entry(model: Any, name: str, slug: str = "sample", **fields) -> Any:
    """A public entry of a kind; what is prefetched of real ones is blank."""
    pk = uuid5(NAMESPACE_URL, f"{model.KIND}/{slug}")
    fields |= {"name": name, "slug": slug, "kind": model.KIND, "status": "published", "publish_at": now()}
    row: Any = model(id=pk, entry_ptr_id=pk, **fields)
    tags = [Tagged(tag=_at_hand(Tag(name=gettext("sample tag"), slug="sample")))]
    return _at_hand(row, tagged=tags, aliases=[], statements=[], subjects=[], passages=[])


def _cited(model: type[Model], *passages: Passage, **fields) -> Any:
    return _at_hand(model(**fields), passages=list(passages))


def _source(name: str) -> Source:
    return _at_hand(Source(slug="sample", title=name, publisher=name, published="2001-05", language="en"))


def _passages() -> dict[str, Passage]:
    """A passage of each standing, one that is quoted, and one of another source."""
    source, words = _source(gettext("A sample paper")), TEXT.split()
    opens, closes = " ".join(words[:3]), " ".join(words[4:6])

    def passage(key: str, of: Source = source, **fields) -> Passage:
        last = {"first_word": 1, "last_word": 6}
        return _at_hand(Passage(key=key, source=of, paragraph=1, opens=opens, closes=closes, **last | fields))

    found = {standing: passage(standing, standing=standing) for standing in Passage.Standing.values}
    found["reported"].note = gettext("A remark of ours on the passage.")
    found["quoted"] = passage("quoted", speaker=gettext("a sample speaker"))
    found["other"] = passage("other", _source(gettext("Another paper")))
    return found


def _company(passages: dict[str, Passage]) -> Company:
    company = _entry(
        Company, gettext("Sample company"), summary=gettext("It makes samples, and nothing else."),
        legal_name=gettext("Sample Company Limited"),
    )  # fmt: skip
    stated = {"summary": "reported", "legal_name": "quoted"}
    rows = [_cited(Statement, passages[key], entry=company, field=field) for field, key in stated.items()]
    rows.append(_cited(Statement, entry=company, field="founded", editorial=True, reading=gettext("How it was read.")))
    alias = _cited(Alias, passages["claim"], entry=company, name="样本公司", language="zh-Hans")
    company._prefetched_objects_cache |= {"aliases": [alias], "statements": rows}
    return company


def _figures(company: Company, passages: dict[str, Passage]) -> list[Figure]:
    def figure(value: int, key: str, label: str) -> Figure:
        return _cited(Figure, passages[key], entry=company, label=label, value=Decimal(value), unit=gettext("samples"))

    made, kept = gettext("Made in a year"), gettext("Kept in store")
    return [figure(1200, "reported", made), figure(1500, "other", made), figure(80, "opinion", kept)]


def _milestones(company: Company, passages: dict[str, Passage]) -> list[Milestone]:
    """Of a year, a month and a day, after a gap, of no year, of no date, and planned."""
    told = [
        (gettext("Known by its year"), "2001", "", "reported"),
        (gettext("Known by its month"), "2007-04", "", "claim"),
        (gettext("Known by its day"), "2007-09-20", "", "quoted"),
        (gettext("Of no stated year"), "XXXX-03-01", "", "reported"),
        (gettext("Undated"), "", gettext("recently"), "opinion"),
        (gettext("Planned"), "2030", "", "planned"),
    ]
    rows = []
    for number, (name, date, worded, key) in enumerate(told):
        row = _entry(Milestone, name, f"sample-{number}", date=date, date_as_worded=worded)
        row._prefetched_objects_cache |= {"passages": [passages[key]], "subjects": [company]}
        rows.append(row)
    return rows


def _paragraphs(passages: dict[str, Passage]) -> list[Paragraph]:
    """The same paragraph drawn, and told; and one on which nothing rests."""
    letters = [len(word) for word in TEXT.split()]
    fact = Fact("company", gettext("Sample company"), "#links", gettext("It makes samples, and nothing else."))

    def cites(key: str, number: int) -> list[Cite]:
        return [Cite(passages[key], number, 1, [fact])]

    return [
        Paragraph(1, letters, cites=cites("reported", 1)),
        Paragraph(2, letters, TEXT, cites("quoted", 2)),
        Paragraph(3, letters),
    ]


def _listing(rows: list[Entry]) -> dict[str, Any]:
    """The parts of a list, of a selection that asks nothing of the database."""
    facet = Facet("tag", gettext("Tag"), [
        Choice(gettext("chosen"), "#lists", current=True), Choice(gettext("on offer"), "#lists", Count(100, over=True)),
    ])  # fmt: skip
    chosen = selection.of_kind(Company, QueryDict())
    chosen.__dict__["facets"] = [facet]
    name = SafeString(f"<mark>{gettext('Sample')}</mark>")
    return {
        "selection": chosen, "page": Page(rows, "sample", "sample"), "counted": Company.counted_as.of(Count(3)),
        "results": [Result(rows[0], "company", rows[0].kind_name, name, Snippet(gettext("Name"), name))],
    }  # fmt: skip


def _examples() -> dict[str, Any]:
    passages = _passages()
    company = _company(passages)
    person = _entry(Person, gettext("Sample person"), summary=gettext("Named for an example."))
    zone = _entry(Zone, gettext("Sample zone"), summary=gettext("A place set apart for examples."))
    role = _cited(Role, passages["reported"], person=person, organisation=company, title=gettext("Head of samples"))
    milestones = _milestones(company, passages)
    return {
        "entry": company, "zone": zone, "person": person, "roles": [role], "facts": facts.of(company),
        "figures": figures.groups(_figures(company, passages)), "milestones": milestones,
        "timeline": timeline.draw(milestones), "source": passages["reported"].source,
        "standings": [_cited(Alias, passages[key]) for key in (*Passage.Standing.values, "quoted")],
        "paragraphs": _paragraphs(passages), "kinds": kind_names(),
        "used_again": _cited(Alias, passages["reported"]), "ours": _cited(Alias, editorial=True),
        "site_name": settings.SITE_NAME,
    } | _listing([company, zone, person])  # fmt: skip
