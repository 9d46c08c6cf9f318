"""Atom feeds: what RFC 4287 asks for, what is new, and nothing that is not public."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import feedparser
import pytest
import time_machine
from django.utils import timezone

from entries.feeds import atom
from entries.models import Entry
from tests import factories as make

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ADDRESSES = [
    "/feed.atom", "/companies/feed.atom", "/zones/feed.atom", "/people/feed.atom", "/milestones/feed.atom",
    "/tags/sampling/feed.atom", "/zones/area/feed.atom", "/zones/area/milestones.atom",
    "/companies/firm/milestones.atom", "/people/anna/milestones.atom",
]  # fmt: skip


@pytest.fixture
def firm():
    """A company with related entries of each kind around a zone, so that no feed is empty."""
    passage = make.make_passage(make.make_source(title="A <sample> paper", publisher="Press & One"), standing="claim")
    firm = make.make_company(name="Firm & <One>", slug="firm", summary="It makes <b>samples</b> & more.")
    zone, person = make.make_zone(name="Area", slug="area"), make.make_person(name="Anna", slug="anna")
    make.make_zone(name="Corner", part_of=zone)
    make.make_statement(firm, "summary", passages=[passage])
    make.make_presence(firm, zone)
    make.make_role(person, zone)
    make.make_milestone(name="It begins", date="2001-05", passages=[passage], subjects=[firm, zone, person])
    for entry in (firm, zone, person):
        make.tagged(entry, "sampling")
    return firm


def feed(client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)  # noqa: S314


def texts(element, name: str) -> list[str]:
    return [one.text for one in element.findall(ATOM + name)]


def links(element, rel: str) -> list[str]:
    return [one.get("href") for one in element.findall(f"{ATOM}link") if one.get("rel") == rel]


def names(client, address: str) -> list[str]:
    return [title for entry in feed(client, address).findall(f"{ATOM}entry") for title in texts(entry, "title")]


@pytest.mark.parametrize("address", ADDRESSES)
def test_feed_has_all_that_atom_asks_for(client, firm, address):
    root = feed(client, address)
    entries = root.findall(f"{ATOM}entry")
    assert entries
    assert root.tag == f"{ATOM}feed"
    assert root.get(f"{XML}lang") == "en"
    assert links(root, "self") == [f"http://localhost{address}"]
    assert len(links(root, "alternate")) == len(texts(root, "title")) == len(root.findall(f"{ATOM}author")) == 1
    assert links(root, "license") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert "CC BY 4.0" in texts(root, "rights")[0]
    for element in (root, *entries):
        [identity], [updated] = texts(element, "id"), texts(element, "updated")
        assert re.fullmatch("urn:uuid:[0-9a-f-]{36}", identity)
        assert RFC3339.fullmatch(updated)
    assert len({texts(entry, "id")[0] for entry in (root, *entries)}) == len(entries) + 1
    assert max(texts(entry, "updated")[0] for entry in entries) == texts(root, "updated")[0]
    for entry in entries:
        assert len(links(entry, "alternate")) == len(texts(entry, "title")) == len(texts(entry, "content")) == 1
        assert RFC3339.fullmatch(texts(entry, "published")[0])
        assert len(texts(entry, "summary")) <= 1
        assert entry.find(f"{ATOM}content").get("type") == "html"


@pytest.mark.parametrize("address", ADDRESSES)
def test_feed_can_be_read_by_a_reader(client, firm, address):
    read = feedparser.parse(client.get(address).content)
    assert not read.bozo
    assert read.version == "atom10"
    assert read.feed.language == "en"
    assert all(entry.link.startswith("http://localhost/") and entry.updated_parsed for entry in read.entries)
    for page in [read.feed.link, *(entry.link for entry in read.entries)]:
        assert client.get(page.removeprefix("http://localhost")).status_code == 200, page


def test_entry_tells_summary_as_text_and_evidence_as_html(client, firm):
    [entry] = feedparser.parse(client.get("/companies/feed.atom").content).entries
    assert entry.title_detail.type == "text/plain"
    assert (entry.title, entry.id) == (firm.name, firm.id.urn)
    assert (entry.summary, entry.summary_detail.type) == (firm.summary, "text/plain")
    [content] = entry.content
    assert "It makes &lt;b&gt;samples&lt;/b&gt; &amp; more." in content.value
    passage = firm.statements.get().passages.get()
    link = f'<a href="http://localhost{passage.get_absolute_url()}">A &lt;sample&gt; paper (Press &amp; One), ¶ 1</a>'
    assert f"{link}: claim" in content.value
    assert [(tag.term, tag.scheme, tag.label) for tag in entry.tags] == [
        ("sampling", "http://localhost/tags/", "sampling")
    ]


def test_milestone_tells_its_date_and_what_it_rests_on(client, firm):
    [entry] = feedparser.parse(client.get("/milestones/feed.atom").content).entries
    assert "<p>Milestone, May 2001</p> <p>It begins" in entry.content[0].value
    assert "claim</li>" in entry.content[0].value


def test_feed_of_a_zone_has_what_is_connected_with_it(client, firm):
    make.make_company(name="Elsewhere")
    make.make_milestone(name="Unconnected", subjects=[firm])
    assert set(names(client, "/zones/area/feed.atom")) == {"Corner", firm.name, "Anna", "It begins"}


def test_entries_come_newest_first_and_no_more_than_fifty(client):
    now = timezone.now()
    for number in range(52):
        make.make_company(name=f"Firm {number}", publish_at=now - timedelta(hours=number))
    assert names(client, "/feed.atom") == [f"Firm {number}" for number in range(50)]


def test_long_list_goes_on_in_further_parts_of_its_feed(client):
    firms = [make.make_company(name=f"Firm {number:03}") for number in range(101)]
    told, address, identities = [], "/companies/feed.atom?sort=name", set()
    while address:
        root = feed(client, address)
        assert links(root, "self") == [f"http://localhost{address}"]
        told += [title for entry in root.findall(f"{ATOM}entry") for title in texts(entry, "title")]
        identities |= set(texts(root, "id"))
        address = next((one.removeprefix("http://localhost") for one in links(root, "next")), "")
    assert told == [firm.name for firm in firms]
    assert len(identities) == 1


def test_feed_after_no_cursor_is_not_there(client):
    assert client.get("/companies/feed.atom?after=nothing").status_code == 404


def test_feed_of_an_empty_atlas_is_whole(client):
    read = feedparser.parse(client.get("/feed.atom").content)
    assert not read.bozo
    assert (read.entries, bool(read.feed.updated_parsed)) == ([], True)


@pytest.mark.parametrize("address", ["/feed.atom", "/companies/firm/milestones.atom", "/companies/feed.atom?year=1900"])
def test_empty_feed_is_the_same_each_time(client, address):
    if "compan" in address:
        make.make_company(slug="firm")
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        first = client.get(address).content
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert client.get(address).content == first


@pytest.mark.parametrize(
    "address",
    ["/companies/nobody/milestones.atom", "/companies/firm/feed.atom", "/milestones/firm/milestones.atom",
     "/tags/nothing/feed.atom", "/companies/draft/milestones.atom", "/tags/hidden/feed.atom"],
)  # fmt: skip
def test_feed_of_nothing_public_is_not_there(client, firm, address):
    make.tagged(make.make_company(slug="draft", draft=True), "hidden")
    assert client.get(address).status_code == 404


def test_entry_counts_as_changed_once_it_is_edited_or_its_hour_comes(client, firm):
    then = timezone.now() + timedelta(days=1)
    make.make_company(name="Coming", publish_at=then)
    assert "Coming" not in names(client, "/companies/feed.atom")
    with time_machine.travel(then + timedelta(minutes=1)):
        newest, other = feed(client, "/companies/feed.atom").findall(f"{ATOM}entry")
        assert texts(newest, "updated") == texts(newest, "published")
        assert texts(newest, "title") == ["Coming"]
        firm.save()
        newest, other = feed(client, "/companies/feed.atom").findall(f"{ATOM}entry")
        assert texts(other, "updated")[0] > texts(newest, "updated")[0]


def test_feed_of_before_is_answered_304(client, firm):
    first = client.get("/feed.atom")
    for known in ({"if-none-match": first["ETag"]}, {"if-modified-since": first["Last-Modified"]}):
        again = client.get("/feed.atom", headers=known)
        assert (again.status_code, again.content) == (304, b"")
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        firm.save()
    assert client.get("/feed.atom", headers={"if-modified-since": first["Last-Modified"]}).status_code == 200


def test_sign_that_xml_cannot_hold_is_left_out(client):
    make.make_company(name="Fi\x0brm", summary="One\x01 more.")
    [entry] = feedparser.parse(client.get("/feed.atom").content).entries
    assert (entry.title, entry.summary) == ("Firm", "One more.")


def test_any_entries_become_a_feed_but_drafts():
    shown, hidden = make.make_company(), make.make_company(draft=True)
    listed = Entry.objects.filter(pk__in=[shown.pk, hidden.pk])
    for entries in (listed, list(listed), iter(listed)):
        response = atom.atom(entries, title="chosen", url="http://a.example/", feed_url="http://a.example/f.atom")
        read = feedparser.parse(response.content)
        assert [entry.title for entry in read.entries] == [shown.name]
        assert (read.feed.title, read.feed.link) == ("Chosen", "http://a.example/")
