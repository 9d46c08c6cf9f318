"""Every public page: what it says, and that its HTML holds together."""

import re
from types import SimpleNamespace

import pytest

from tests import factories as make
from tests.markup import Markup, told

pytestmark = pytest.mark.django_db

LISTS = [
    "/", "/about/", "/about/design/", "/companies/", "/zones/", "/people/", "/milestones/", "/tags/", "/sources/",
    "/map/",
]  # fmt: skip


@pytest.fixture
def atlas() -> SimpleNamespace:
    """A few related entries that between them use every part of a page."""
    source = make.make_source(
        slug="paper", title="A sample paper", publisher="Press One", authors="A. Writer", published="XXXX-03-01",
        shape=[[3, 4, 5, 6], [2, 2, 2]], question="What is sampled?", notes="Read once.", language="en",
        accessed_date="2020-02-03", url="https://press.example/paper", translation="by hand",
    )  # fmt: skip
    passages = {
        "plain": make.make_passage(source, key="plain", paragraph=1, opens="plain words", first_word=1, last_word=2),
        "said": make.make_passage(source, key="said", paragraph=2, opens="said words", closes="so", speaker="A. Voice"),
    }
    for standing in ("planned", "conditional", "claim", "opinion"):
        passages[standing] = make.make_passage(
            source, key=standing, paragraph=2, opens=f"words {standing}", standing=standing, note=f"Doubt: {standing}."
        )
    source.summary = "It is a sample. [@plain]"
    source.save()
    company = make.make_company(
        name="Firm One", summary="It makes samples.", legal_name="Firm One Limited", website="https://firm.example/",
        body="It began small. [@plain] It says so itself. [@said]\n\n- one\n- two\n",
    )  # fmt: skip
    zone = make.make_zone(name="Area One", full_name="Area One of the North", location="north of the river")
    part = make.make_zone(name="Corner One", part_of=zone)
    person = make.make_person(name="Anna Sample", origin="a village")
    make.make_statement(company, "summary", passages=[passages["plain"]])
    make.make_statement(company, "legal_name", passages=[passages["plain"]], reading="Taken from the letterhead.")
    make.make_statement(company, "website", editorial=True)
    make.make_statement(part, "part_of", passages=[passages["plain"]])
    make.make_statement(zone, "full_name", passages=[passages["said"]])
    make.make_alias(company, name="样本公司", language="zh-Hans", passages=[passages["claim"]])
    make.make_figure(
        company, label="Machines", comparator=">", value="150.500000", unit="pieces", scope="in the hall",
        as_of_worded="now", as_worded="well over 150", passages=[passages["opinion"]],
    )  # fmt: skip
    make.make_figure(company, label="Share", comparator="≈", value=80, unit="%", as_of="2019-05")
    make.make_role(person, company, title="Head", founder=True, since="2001", passages=[passages["plain"]])
    make.make_presence(company, zone, since="2003-04", passages=[passages["conditional"]])
    make.make_product(company, name="Sampler", description="A tool.", passages=[passages["plain"]])
    parent = make.make_milestone(
        name="Firm One begins", date="2001", passages=[passages["plain"]], subjects=[company, person, zone]
    )
    derived = make.make_milestone(
        name="Firm One moves", date="2003", derived_from=parent, reading="Two years after it began.",
        passages=[passages["plain"]], subjects=[company],
    )  # fmt: skip
    planned = make.make_milestone(
        name="Firm One will grow", date="2030", passages=[passages["planned"]], subjects=[company]
    )
    undated = make.make_milestone(
        name="Firm One rests", date_as_worded="recently", passages=[passages["plain"]], subjects=[company]
    )
    for entry in (company, zone, part, person, parent):
        make.tagged(entry, "sampling")
    entry_pages = (company, zone, part, person, parent, derived, planned, undated)
    paths = [*LISTS, "/sources/paper/", "/tags/sampling/", *(entry.get_absolute_url() for entry in entry_pages)]
    return SimpleNamespace(
        company=company, zone=zone, part=part, person=person, parent=parent, derived=derived, planned=planned,
        paths=paths, source=source,
    )  # fmt: skip


def page_of(client, entry) -> str:
    response = client.get(entry.get_absolute_url())
    assert response.status_code == 200
    return told(response)


def test_html_of_every_page_holds_together(client, atlas):
    for path in atlas.paths:
        response = client.get(path)
        assert response.status_code == 200, path
        assert Markup(response.content.decode()).problems == [], path


@pytest.mark.parametrize("path", LISTS)
def test_html_of_every_page_of_an_empty_atlas_holds_together(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert Markup(response.content.decode()).problems == []


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/", "Nothing is published yet."),
        ("/", "0 companies"),
        ("/companies/", "Nothing is published here yet."),
        ("/zones/", "Nothing is published here yet."),
        ("/people/", "Nothing is published here yet."),
        ("/milestones/", "Nothing is published here yet."),
        ("/tags/", "No published entry has a tag yet."),
        ("/sources/", "Nothing published rests on a source yet."),
    ],
)
def test_empty_atlas_says_that_nothing_is_there(client, path, said):
    assert said in told(client.get(path))


def test_pages_answer_head_without_a_body(client, atlas):
    for path in atlas.paths:
        response = client.head(path)
        assert (response.status_code, response.content) == (200, b""), path


def test_pages_refuse_to_be_posted_to(client, atlas):
    for path in atlas.paths:
        assert client.post(path).status_code == 405, path


def test_home_opens_with_the_question_and_counts_what_there_is(client, atlas):
    page = told(client.get("/"))
    assert page.startswith("What is sampled?")
    for count in ("2 zones", "1 company", "1 person", "4 milestones", "1 source"):
        assert count in page
    for name in ("Firm One", "Area One", "Anna Sample", "Firm One begins"):
        assert name in page


def test_company_page_tells_its_names_with_their_evidence(client, atlas):
    page = page_of(client, atlas.company)
    assert "Also 样本公司" in page
    assert re.search(r"Also called 样本公司 claim \d", page)
    assert 'lang="zh-Hans">样本公司' in client.get(atlas.company.get_absolute_url()).content.decode()


def test_blank_fact_that_readers_ask_for_is_called_not_stated(client, atlas):
    page = page_of(client, atlas.company)
    assert "Founded not stated" in page
    assert "Headquarters not stated" in page
    assert "Origin not stated" not in page_of(client, atlas.person)
    assert "Full name" not in page_of(client, atlas.part)


def test_figure_tells_comparator_scope_wording_and_date(client, atlas):
    page = page_of(client, atlas.company)
    assert re.search(r">150\.5 pieces Machines opinion \d", page)
    assert "As stated: “well over 150”. Scope: in the hall. As of “now”; no date is stated." in page
    assert "≈80 % Share no passage yet As of May 2019." in page


def test_passage_used_twice_has_one_note_and_pointers_to_it(client, atlas):
    html = client.get(atlas.company.get_absolute_url()).content.decode()
    number = re.search(r'id="n(\d+)" role="note"(?:(?!</details>).)*plain words', html, re.DOTALL)[1]
    assert html.count(f'id="n{number}"') == 1
    assert html.count(f'class="seal" href="#n{number}"') >= 3
    notes = re.findall(r'id="n(\d+)" role="note"', html)
    assert notes == [str(place) for place in range(1, len(notes) + 1)]
    listed = html.partition('<h2 id="notes">')[2]
    assert listed.count("<li>") >= len(notes)
    assert listed.count("plain words") == 1


@pytest.mark.parametrize(
    ("said", "marks"),
    [
        (r"It says so itself\.", r"quoted: A\. Voice"),
        (r"https://firm\.example/", "said by us"),
        (r"Firm One settled in Area One, since April 2003", "conditional"),
        (r"Firm One will grow", "planned"),
        (r"Firm One moves", "derived"),
    ],
)
def test_mark_stands_beside_its_statement(client, atlas, said, marks):
    assert re.search(f"{said} {marks}\\b", page_of(client, atlas.company))


def test_plain_report_has_no_mark(client, atlas):
    assert re.search(r"Firm One Limited \d", page_of(client, atlas.company))


def test_reading_stands_under_its_statement(client, atlas):
    assert re.search(r"Firm One Limited \d+ Taken from the letterhead\.", page_of(client, atlas.company))


def test_note_tells_place_speaker_and_doubt(client, atlas):
    page = page_of(client, atlas.company)
    assert "said words … so Press One ¶ 2 , 1 March, year not stated; said by A. Voice" in page.replace("\u202f", " ")
    assert "Doubt: opinion." in page


def test_company_page_names_its_neighbours(client, atlas):
    page = page_of(client, atlas.company)
    for said in ("Anna Sample Head, since 2001", "Sampler A tool.", "Area One", "Tags sampling", "A sample paper"):
        assert said in page


def test_zone_and_its_part_name_each_other(client, atlas):
    assert "Parts Corner One" in page_of(client, atlas.zone)
    part = client.get(atlas.part.get_absolute_url())
    assert re.search(r"Part of Area One \d", told(part))
    assert f'href="{atlas.zone.get_absolute_url()}">Area One' in part.content.decode()


def test_person_page_names_roles_and_milestones(client, atlas):
    page = page_of(client, atlas.person)
    assert re.search(r"Company Firm One Head, since 2001 \d", page)
    assert "Firm One begins" in page
    assert "a village no passage yet" in page


def test_derived_milestone_tells_its_rule_and_its_parent(client, atlas):
    page = page_of(client, atlas.derived)
    assert re.search(r"Date 2003 derived \d", page)
    assert "Counted from Firm One begins , 2001" in page
    assert "Two years after it began." in page
    assert "under review" not in page + page_of(client, atlas.parent)
    assert "Counted from this" in page_of(client, atlas.parent)


def test_derived_milestone_says_when_its_parent_has_changed(client, atlas):
    atlas.parent.date = "2002"
    atlas.parent.save()
    page = page_of(client, atlas.derived)
    assert "That was dated 2001 when this date was worked out; it is under review." in page
    for path in ("/milestones/", atlas.parent.get_absolute_url()):
        assert told(client.get(path)).count("derived under review") == 1


def test_timeline_keeps_dated_undated_and_planned_apart(client, atlas):
    page = told(client.get("/milestones/"))
    dated, rest = page.split("Undated 1 milestone", 1)
    undated, planned = rest.split("Planned 1 that is not known to have happened", 1)
    assert "Firm One begins" in dated
    assert "2002 1 year without a dated milestone." in dated
    assert "“recently” Firm One rests" in undated
    assert "Firm One will grow" in planned.partition("Notes")[0]
    assert "will grow" not in dated + undated


def test_tag_page_mixes_kinds_in_the_order_of_names(client, atlas):
    page = told(client.get("/tags/sampling/"))
    assert "5 entries" in page
    names = ["Anna Sample", "Area One", "Corner One", "Firm One", "Firm One begins"]
    kinds = ["Person", "Zone", "Zone", "Company", "Milestone"]
    places = [page.index(f"{name} {kind}") for name, kind in zip(names, kinds, strict=True)]
    assert places == sorted(places)
    assert "sampling 5 entries" in told(client.get("/tags/"))


def test_source_page_tells_of_itself_and_of_what_rests_on_it(client, atlas):
    page = told(client.get("/sources/paper/"))
    for said in (
        "A sample paper", "By A. Writer", "Published 1 March, year not stated", "Accessed 3 February 2020",
        "Quote only; the text is withheld", "2 of 7 words (28 %) carry statements", "Read once.",
        "Legal name: Firm One Limited · Firm One", "Also called “样本公司” · Firm One", "Machines: >150.5 pieces",
        "Anna Sample, Head, Firm One", "Part of: Area One · Corner One", "said by A. Voice", "Doubt: planned.",
    ):  # fmt: skip
        assert said in page


def test_long_list_leads_on_and_back(client):
    for number in range(51):
        make.make_company(name=f"Firm {number:02}")
    first = client.get("/companies/")
    assert "51 companies" in told(first)
    assert "Firm 50" not in told(first)
    onward = re.search(r'rel="next" href="([^"]+)"', first.content.decode())[1]
    second = client.get(f"/companies/{onward}")
    assert "Firm 50" in told(second)
    assert "Firm 49" not in told(second)
    back = re.search(r'rel="prev" href="([^"]+)"', second.content.decode())[1]
    assert told(client.get(f"/companies/{back}")) == told(first)


@pytest.mark.parametrize("path", ["/zones/", "/companies/", "/people/", "/milestones/", "/tags/", "/sources/", "/map/"])
def test_the_place_one_is_at_is_marked_among_the_main_ones(client, path):
    nav = client.get(path).content.decode().partition('<nav class="grat"')[2].partition("</nav>")[0]
    assert re.findall(r'href="([^"]+)" aria-current="page"', nav) == [path]
