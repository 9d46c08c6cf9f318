"""What an entry is tied to: from the rows of its page, bounded, and nothing that the public does not see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from companies.models import Company, Milestone, Person, Presence
from entries import sections
from entries.connections import figure
from entries.connections.gathering import MOST_NODES, Connections, gather
from entries.models import Entry
from tests import factories as make
from zones.models import Zone

pytestmark = pytest.mark.django_db


def gathered(entry: Entry) -> Connections | None:
    page = type(entry).objects.for_page().get(pk=entry.pk)
    return gather(page, sections.of(page))


def told(entry: Entry) -> list[tuple[str, list[str]]]:
    found = gathered(entry)
    return [(str(one.entry), [tie.told for tie in one.connections]) for one in found.neighbours] if found else []


def test_company_is_tied_to_its_people_and_zones():
    company, person, zone = make.make_company(name="Works"), make.make_person(name="Li"), make.make_zone(name="Bay")
    make.make_role(person, company, title="Founder")
    make.make_role(person, company, title="Keeper", position=1)
    make.make_presence(company, zone, kind=Presence.Kind.RESEARCH)
    assert told(company) == [("Li", ["Founder", "Keeper"]), ("Bay", ["Works does research in Bay"])]
    assert told(person) == [("Works", ["Founder", "Keeper"])]
    assert told(zone) == [("Works", ["Works does research in Bay"])]


def test_zone_is_tied_to_its_whole_and_its_parts_with_their_statements():
    whole = make.make_zone(name="Bay")
    zone = make.make_zone(name="Pier", part_of=whole)
    part = make.make_zone(name="Steps", part_of=zone)
    stated = [make.make_statement(one, "part_of", passages=[make.make_passage()]) for one in (zone, part)]
    found = gathered(zone)
    assert [one.connections[0].told for one in found.neighbours] == ["Pier is part of Bay", "Steps is part of Pier"]
    assert [one.connections[0].evidence for one in found.neighbours] == stated


def test_entry_without_ties_has_no_figure():
    company = make.make_company()
    assert gathered(company) is None
    assert figure.of(company, sections.of(company)) is None


def test_drafts_are_tied_to_nothing():
    zone, person = make.make_zone(), make.make_person(draft=True)
    company = make.make_company()
    make.make_presence(make.make_company(draft=True), zone)
    make.make_role(person, zone)
    make.make_role(person, company)
    hidden = make.make_zone(draft=True)
    make.make_presence(company, hidden)
    part = make.make_zone(part_of=hidden)
    make.make_zone(draft=True, part_of=zone)
    milestone = make.make_milestone(subjects=[person, hidden])
    assert [gathered(entry) for entry in (zone, company, part, milestone)] == [None] * 4


def test_draft_does_not_tie_neighbours_to_each_other():
    company, zone, person = make.make_company(), make.make_zone(), make.make_person()
    make.make_role(person, company)
    make.make_presence(company, zone)
    assert gathered(company).among == []
    make.make_role(person, zone, title="Guest")
    assert [tie.label for tie in gathered(company).among] == ["Guest"]
    Person.objects.filter(pk=person.pk).update(status="draft", publish_at=None)
    assert gathered(company).among == []


def test_milestone_stands_in_the_middle_of_its_subjects_and_what_ties_them():
    company, person = make.make_company(name="Works"), make.make_person(name="Li")
    make.make_role(person, company, title="Founder")
    milestone = make.make_milestone(name="Lit", subjects=[company, person])
    found = gathered(milestone)
    assert [str(one.entry) for one in found.neighbours] == ["Li", "Works"]
    assert [tie.told for tie in found.among] == ["Li, Founder, Works"]
    placed = {one.node.name: one.node.column for one in figure.Figure(found).layout.nodes}
    assert placed == {"Li": 0, "Works": 1, "Lit": 1}


def test_milestone_is_in_no_figure_but_its_own():
    company = make.make_company()
    make.make_milestone(subjects=[company])
    assert gathered(company) is None


@pytest.mark.parametrize(("standing", "ahead"), [("planned", True), ("conditional", True), ("claim", False)])
def test_planned_milestone_and_presence_are_drawn_as_ahead(standing, ahead):
    passage = make.make_passage(standing=standing)
    company, zone = make.make_company(), make.make_zone()
    make.make_presence(company, zone, passages=[passage])
    milestone = make.make_milestone(subjects=[company], passages=[passage])
    for entry, itself in ((company, False), (milestone, ahead)):
        found = figure.Figure(gathered(entry))
        assert [stroke.ahead for stroke in found.layout.strokes] == [ahead]
        assert found.connections.ahead is itself


def crowd(companies: int) -> Zone:
    zone = make.make_zone(name="Harbour")
    for number in range(companies):
        make.make_presence(make.make_company(name=f"Works {number}"), zone)
    for number in range(3):
        make.make_role(make.make_person(name=f"Keeper {number}"), zone)
    return zone


def test_more_than_24_entries_leave_the_rest_to_the_sections():
    found = figure.Figure(gathered(crowd(40)))
    assert len(found.connections.entries) == MOST_NODES
    assert [(group.title, len(group.neighbours), group.more) for group in found.groups] == [
        ("People", 3, []),
        ("Organisations", 20, [("and 20 more", "companies")]),
    ]
    assert [text.words for placed in found.layout.nodes if placed.node.more for text in placed.texts] == ["and 20 more"]


def test_what_a_section_does_not_read_is_counted_as_over(client):
    zone = crowd(70)
    assert figure.Figure(gathered(zone)).groups[1].more == [("and over 40 more", "companies")]
    body = client.get(zone.get_absolute_url()).content.decode()
    assert body.count('<a href="#companies">and over 40 more</a>') == 1


def test_ties_of_neighbours_are_asked_for_however_many_there_are():
    def cost(zone):
        page = Zone.objects.for_page().get(pk=zone.pk)
        filled = list(sections.of(page))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            gather(page, filled)
        return len(queries)

    assert cost(crowd(2)) == cost(crowd(30)) == 3


def test_page_shows_the_figure_and_the_same_as_a_list_with_evidence(client):
    company, person = make.make_company(name="Works"), make.make_person(name="Li " * 40)
    make.make_role(person, company, title="Founder", passages=[make.make_passage(opens="Lanterns")])
    body = client.get(company.get_absolute_url()).content.decode()
    part = body[body.index('id="connections"') :]
    drawing, rest = (
        part.split("</svg>\n  </div>", 1) if "</svg>\n  </div>" in part else part.split('<div class="rail">', 1)
    )
    assert 'aria-hidden="true"' in drawing and f"<title>{person.name}</title>" in drawing
    assert drawing.count("<a ") == drawing.count('tabindex="-1"') == 2
    assert f'<a href="{person.get_absolute_url()}">' in rest
    assert rest.index("Founder") < rest.index("#n1")
    assert client.get(company.get_absolute_url()).content.decode() == body


def test_many_titles_at_one_place_are_one_line():
    company, person = make.make_company(), make.make_person()
    for number in range(4):
        make.make_role(person, company, title=f"Post {number}", position=number)
    drawn = figure.Figure(gathered(company)).layout
    assert len(drawn.strokes) == 1
    assert [text.words for text in drawn.labels] == ["Post 0", "and 3 more"]


@pytest.mark.parametrize("model", [Company, Person, Zone, Milestone])
def test_every_kind_has_its_figure(client, model):
    company, person, zone = make.make_company(), make.make_person(), make.make_zone()
    make.make_role(person, company)
    make.make_presence(company, zone)
    make.make_milestone(subjects=[company])
    body = client.get(model.objects.get().get_absolute_url()).content.decode()
    assert body.count('<svg class="net"') == 1
