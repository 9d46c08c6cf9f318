"""Lists narrowed down and ordered by their address: what they hold, what they offer, and what they never show."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.utils import timezone

from companies.models import Company, Milestone
from entries import selection
from entries.models import ContentState, Entry
from entries.search import index
from sources.models import Source
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def bring_in():
    """Bring the index in step, as a commit would."""
    return lambda: index.update(
        [*Entry.objects.values_list("pk", flat=True), *Source.objects.values_list("pk", flat=True)]
    )


@pytest.fixture
def lamps(bring_in):
    """Four companies in two zones, one of them part of the other, with tags, dates, a picture and a claim."""
    quay = make.make_zone(name="Quay", slug="quay")
    pier = make.make_zone(name="Pier", slug="pier", part_of=quay)
    made = [
        make.make_company(name=f"Lamp {sign}", slug=f"lamp-{sign.lower()}", founded=founded)
        for sign, founded in [("A", "2006"), ("B", ""), ("C", "1999-05"), ("D", "2011")]
    ]
    a, b, c, d = made
    Entry.objects.filter(pk=b.pk).update(
        image="lamp.jpg", image_width=320, image_height=200, image_alt="A lamp."
    )  # past the making of renditions
    for company, tags in [(a, ["brass", "glass"]), (b, ["brass"]), (c, ["glass"]), (d, ["brass", "glass"])]:
        make.tagged(company, *tags)
    make.make_presence(a, quay)
    make.make_presence(d, pier)
    claim = make.make_passage(make.make_source(slug="gazette", title="Gazette"), standing="claim", speaker="Ada")
    make.make_figure(a, label="lamps", passages=[claim])
    bring_in()
    return made


def names(client, path: str, **params) -> list[str]:
    page = client.get(f"{path}?{urlencode(params, doseq=True)}")
    assert page.status_code == 200
    found = re.findall(r"<li class=\"k-.*?<h2><a[^>]*>(.*?)</a></h2>", page.content.decode(), re.DOTALL)
    return [unescape(name) for name in found]


def offers(params: str = "", model=Company) -> dict[str, list[tuple[str, int | None]]]:
    chosen = selection.of_kind(model, QueryDict(params))
    return {
        facet.name: [(one.name, one.count.number if one.count else None) for one in facet.choices]
        for facet in chosen.facets
    }


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"tag": "brass"}, "ABD"),
        ({"tag": ["brass", "glass"]}, "AD"),
        ({"tag": ["brass", "glass", "brass"], "zone": "pier"}, "D"),
        ({"zone": "quay"}, "AD"),
        ({"year": "2006"}, "A"),
        ({"year": "2000s"}, "A"),
        ({"year": "1990..2006"}, "AC"),
        ({"standing": "claim"}, "A"),
        ({"standing": "quoted"}, "A"),
        ({"source": "gazette"}, "A"),
        ({"picture": "yes"}, "B"),
        ({"sort": "newest"}, "DCBA"),
        ({"sort": "date"}, "CADB"),
        ({"sort": "date", "tag": "glass"}, "CAD"),
        ({"sort": "no such order", "nonsense": "1"}, "ABCD"),
    ],
)
def test_list_holds_what_its_address_asks_for_in_its_order(client, lamps, params, found):
    assert names(client, "/companies/", **params) == [f"Lamp {sign}" for sign in found]


@pytest.mark.parametrize(
    "params",
    ["tag=none-such", "tag=brass&tag=none-such", "zone=' OR 1=1", "year=soon", "year=2006..1999", "year=1..9999",
     "standing=certain", "picture=no", "source=%00", "tag=" + "x" * 5_000, "zone=%ff", "company=lamp-a"],
)  # fmt: skip
def test_value_that_stands_for_nothing_finds_nothing_and_shows_the_way_out(client, lamps, params):
    html = client.get(f"/companies/?{params}").content.decode()
    assert "0 companies" in html
    assert "Take back one of the choices" in html
    assert 'href="."' in html
    assert "take back" in html


def test_narrowed_list_is_not_for_search_engines(client, lamps):
    assert client.get("/companies/?tag=brass").headers["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in client.get("/companies/?sort=newest").headers


def test_choices_are_what_would_change_the_list_with_what_each_would_leave(lamps):
    assert offers() == {
        "zone": [("Quay", 2), ("Pier", 1)],
        "tag": [("brass", 3), ("glass", 3)],
        "year": [("2011", 1), ("2006", 1), ("1999", 1)],
        "standing": [("claim", 1), ("quoted", 1)],
        "source": [("Gazette", 1)],
        "picture": [("with a picture", 1)],
    }


def test_of_many_choices_the_most_frequent_are_offered_those_as_frequent_by_name(lamps, bring_in):
    words = [f"tag {sign}" for sign in "kmadlcbejfigh"]
    make.tagged(lamps[0], *words)
    make.tagged(lamps[1], "tag m")
    bring_in()
    most = [("brass", 3), ("glass", 3), ("tag m", 2)]
    assert offers()["tag"] == [*most, *((f"tag {sign}", 1) for sign in "abcde")]


def test_choice_in_force_can_be_taken_back_and_the_rest_is_counted_under_it(lamps):
    chosen = selection.of_kind(Company, QueryDict("tag=brass&sort=newest&after=x"))
    (tag,) = [facet for facet in chosen.facets if facet.name == "tag"]
    assert [(one.name, one.url, one.current) for one in tag.choices] == [
        ("brass", "?sort=newest", True),
        ("glass", "?sort=newest&tag=brass&tag=glass", False),
    ]
    assert offers("tag=brass")["picture"] == [("with a picture", 1)]
    assert offers("tag=glass&tag=brass")["year"] == [("2011", 1), ("2006", 1)]
    assert chosen.described == "Tag: brass; ordered by newest here"


def test_of_many_years_the_decades_are_offered(bring_in):
    for year in range(1990, 2012):
        make.make_milestone(date=str(year))
    bring_in()
    decades = [("2010s", 2), ("2000s", 10), ("1990s", 10)]
    assert offers(model=Milestone)["year"] == decades
    within = [("2000s", None), *((str(year), 1) for year in range(2009, 1999, -1))]
    assert offers("year=2000s", Milestone)["year"] == within


def test_milestones_and_people_are_narrowed_to_a_company(client, bring_in):
    company = make.make_company(name="Lamp", slug="lamp")
    make.make_milestone(name="Lit", subjects=[company])
    make.make_milestone(name="Elsewhere")
    make.make_role(make.make_person(name="Ada"), company)
    make.make_person(name="Nobody")
    bring_in()
    assert names(client, "/people/", company="lamp") == ["Ada"]
    assert names(client, "/milestones/", company="lamp", sort="name") == ["Lit"]
    timeline = client.get("/milestones/?company=lamp").content.decode()
    assert "Lit" in timeline
    assert "Elsewhere" not in timeline


def test_tag_page_is_narrowed_by_kind_and_never_offers_its_own_tag(client, lamps, bring_in):
    zone = make.make_zone(name="Brass Quay")
    make.tagged(zone, "brass")
    bring_in()
    assert names(client, "/tags/brass/", kind="zone") == ["Brass Quay"]
    assert names(client, "/tags/brass/", tag="glass") == ["Lamp A", "Lamp D"]
    tag = zone.tags.get()
    offered = {facet.name: facet.choices for facet in selection.of_tag(tag, QueryDict()).facets}
    assert [one.name for one in offered["kind"]] == ["company", "zone"]
    assert [one.name for one in offered["tag"]] == ["glass"]


@pytest.mark.parametrize("hidden", ["draft", "future", "deleted", "withdrawn"])
def test_what_is_not_public_is_in_no_list_count_or_choice(client, hidden, bring_in):
    tomorrow = timezone.now() + timedelta(days=1)
    secret = make.make_zone(name="Secret quay", slug="secret")
    company = make.make_company(name="Seen", slug="seen")
    other = make.make_company(name="Unseen", slug="unseen", founded="1955")
    make.tagged(other, "whisper")
    make.make_presence(company, secret)
    make.make_milestone(name="Told", subjects=[company, other])
    bring_in()
    for entry in (secret, other):
        if hidden == "deleted":
            entry.presences.all().delete()
            entry.delete()
        else:
            entry.status = "published" if hidden == "future" else "draft"
            entry.publish_at = tomorrow if hidden == "future" else entry.publish_at
            entry.save()
    bring_in()
    for path in ("/companies/", "/zones/", "/milestones/", "/companies/?sort=newest"):
        assert not re.search("secret|unseen|whisper|1955", client.get(path).content.decode(), re.IGNORECASE), path
    # What was asked for is said back as it was typed, and no more.
    for query in ("zone=secret", "company=unseen"):
        assert not re.search("Secret quay|Unseen", client.get(f"/milestones/?{query}").content.decode()), query
    assert names(client, "/companies/", tag="whisper") == names(client, "/companies/", year="1955") == []
    assert names(client, "/companies/", zone="secret") == []
    assert names(client, "/milestones/", company="unseen", sort="name") == []
    assert client.get("/tags/whisper/").status_code == 404


@pytest.mark.parametrize("order", ["name", "newest", "date"])
def test_pages_and_all_at_once_give_each_entry_once_in_the_same_order(client, bring_in, monkeypatch, order):
    moment = timezone.now() - timedelta(days=2)
    for number in range(12):
        company = make.make_company(
            name=f"Lamp {number % 5}", founded=str(2000 + number % 3), publish_at=moment + timedelta(hours=number % 4)
        )
        make.tagged(company, "brass")
    make.make_company(name="Without")
    bring_in()
    params = f"tag=brass&sort={order}"
    at_once = [row.pk for rows in selection.of_kind(Company, QueryDict(params)).every(at_once=5) for row in rows]
    assert len(set(at_once)) == 12
    paged, after = [], ""
    while True:
        page = selection.of_kind(Company, QueryDict(params + after)).page(per_page=5)
        paged += [row.pk for row in page.rows]
        if not page.after:
            break
        after = f"&after={page.after}"
    assert paged == at_once
    back = selection.of_kind(Company, QueryDict(f"{params}&before={page.before}")).page(per_page=5)
    assert [row.pk for row in back.rows] == at_once[5:10]


def test_longer_list_than_is_looked_at_is_walked_and_counted_no_further_than_the_bound(client, bring_in, monkeypatch):
    zone = make.make_zone(name="Quay", slug="quay")
    for number in range(9):
        company = make.make_company(name=f"Lamp {number}", founded=str(2000 + number))
        make.tagged(company, "brass")
        if number:  # all but one: whichever rows are looked at, some have it
            make.tagged(company, "glass")
        make.make_presence(company, zone)
    make.tagged(make.make_company(name="Without a zone"), "brass")
    bring_in()
    whole = names(client, "/companies/", tag="brass", zone="quay")
    monkeypatch.setattr("entries.selection.MOST", 4)
    monkeypatch.setattr("entries.search.narrowing.MOST_BESIDE", 3)
    chosen = selection.of_kind(Company, QueryDict("tag=brass&zone=quay"))
    assert names(client, "/companies/", tag="brass", zone="quay") == whole == [f"Lamp {n}" for n in range(9)]
    assert (chosen.count.number, chosen.count.over) == (4, True)
    counts = {one.name: (one.count.number, one.count.over) for facet in chosen.facets for one in facet.choices
              if one.count}  # fmt: skip
    assert counts["glass"] == (3, True)
    years = [count for name, count in counts.items() if name.isdigit()]
    assert years
    assert set(years) == {(1, False)}


def test_choices_of_a_long_list_are_kept_until_content_changes(bring_in, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("entries.selection.MOST", 2)
    monkeypatch.setattr("entries.paging.MOST_COUNTED", 2)
    for number in range(4):
        make.tagged(make.make_company(name=f"Lamp {number}"), "brass")
    bring_in()

    def tags() -> list[tuple[str, int]]:
        facets = {facet.name: facet.choices for facet in selection.of_kind(Company, QueryDict()).facets}
        return [(one.name, one.count.number) for one in facets["tag"]]

    assert tags() == [("brass", 4)]
    with django_assert_num_queries(4):  # the count, whether something is overdue, and the state of the content
        assert tags() == [("brass", 4)]
    make.tagged(make.make_company(name="Lamp 5"), "brass")
    bring_in()
    ContentState.advance()
    assert tags() == [("brass", 5)]


def test_years_of_a_list_lead_to_where_they_begin(client, bring_in):
    for date in ["1999", "2004", "2004-05", ""]:
        make.make_milestone(date=date)
    bring_in()
    years = selection.of_kind(Milestone, QueryDict()).years()
    assert [label for label, _url in years] == ["1999", "2004"]
    for label, url in years:
        rows = selection.of_kind(Milestone, QueryDict(url.removeprefix("?"))).page().rows
        assert rows[0].date.startswith(label)
        assert all(not row.date or row.date >= label for row in rows)
    shown = client.get("/milestones/").content.decode()
    assert '<a href="#y1999">1999</a><a href="#y2004">2004</a><a href="#undated">undated</a>' in shown
    assert shown.count('id="y2004"') == 1


def test_many_years_are_led_to_by_decade(bring_in):
    for year in range(1990, 2003):
        make.make_milestone(date=str(year))
    bring_in()
    years = selection.of_kind(Milestone, QueryDict()).years()
    assert [label for label, _url in years] == ["1990s", "2000s"]
    rows = selection.of_kind(Milestone, QueryDict(years[1][1].removeprefix("?"))).page().rows
    assert [row.date for row in rows] == ["2000", "2001", "2002"]
