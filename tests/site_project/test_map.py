"""The map: where entries stand on it, what it tells, and to whom."""

import json
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entries.models import Entry
from entries.search import index
from site_project.charting import answer, graph, layout, places
from site_project.models import MapPlace
from tests import factories as make
from tests.markup import told

IDS = [UUID(int=number * 7_919) for number in range(1, 31)]
RING = list(zip(IDS, IDS[1:] + IDS[:1], strict=True))


def lay_out(**options) -> str:
    out = StringIO()
    call_command("lay_out_map", stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def drawn(client) -> dict:
    return client.get("/map/graph.json").json()


def silent(_what, _done, _total) -> None:
    pass


@pytest.fixture
def atlas(db):
    zone = make.make_zone(name="Area One")
    company = make.make_company(name="Firm One")
    make.make_presence(company, zone)
    milestone = make.make_milestone(
        name="Firm One may open", subjects=[company], passages=[make.make_passage(standing="planned")]
    )
    return {"zone": zone, "company": company, "milestone": milestone}


def test_same_entries_in_another_order_get_the_same_places():
    first = layout.lay_out(IDS, RING, {})
    assert layout.lay_out(IDS[::-1], [(other, one) for one, other in RING[::-1]], {}) == first
    assert len(set(first.values())) == len(IDS)


def test_new_entry_finds_a_place_and_no_other_moves():
    first = layout.lay_out(IDS, RING, {})
    more = [*IDS, UUID(int=5)]
    second = layout.lay_out(more, [*RING, (IDS[0], UUID(int=5))], first)
    assert {entry: second[entry] for entry in IDS} == first
    assert second[UUID(int=5)] not in first.values()


def test_moving_begins_where_entries_stand():
    """Turned upside down, it stays upside down; from nothing, it would come out as at first."""
    first = layout.lay_out(IDS, RING, {})
    turned = {entry: (-x, -y) for entry, (x, y) in first.items()}
    moved = layout.lay_out(IDS, RING, turned, moving=True)

    def far(one, other):
        return sum((one[entry][0] - other[entry][0]) ** 2 + (one[entry][1] - other[entry][1]) ** 2 for entry in IDS)

    assert far(moved, turned) < far(moved, first)


def test_entry_without_a_place_stands_beside_what_it_is_tied_to():
    places = layout.beside([*IDS[:2], IDS[2], IDS[3]], [(IDS[0], IDS[2])], {IDS[0]: (10, 10), IDS[1]: (-10, -10)})
    assert places[IDS[0]] == (10, 10)
    assert abs(places[IDS[2]][0] - 10) <= 1 and abs(places[IDS[2]][1] - 10) <= 1
    assert sum(part**2 for part in places[IDS[3]]) > 200  # tied to nothing: on the rim


def test_layout_of_nothing_is_nothing():
    assert layout.lay_out([], [], {}) == {}


def test_command_stores_places_once_and_keeps_them(atlas):
    assert lay_out().startswith("3 entries")
    first = MapPlace.known()
    assert first.keys() == {entry.pk for entry in atlas.values()}
    make.make_person()
    lay_out()
    assert MapPlace.known().items() > first.items()
    atlas["milestone"].delete()
    lay_out()
    assert len(MapPlace.known()) == 3


def test_laying_out_anew_moves_what_has_a_place(atlas):
    lay_out()
    make.make_presence(make.make_company(), atlas["zone"])
    first = MapPlace.known()
    lay_out(anew=True)
    assert all(MapPlace.known()[entry] != place for entry, place in first.items())


def test_unchanged_atlas_is_not_written_again(atlas, client):
    lay_out()
    tag = client.get("/map/graph.json").headers["ETag"]
    lay_out()
    assert client.get("/map/graph.json").headers["ETag"] == tag


def test_graph_tells_names_kinds_ties_and_what_is_planned(atlas, client):
    graph = drawn(client)
    assert dict(zip(graph["name"], graph["classes"], strict=True)) == {
        "Area One": "zone", "Firm One": "company", "Firm One may open": "milestone ahead",
    }  # fmt: skip
    ties = {(graph["name"][one], graph["labels"][label], graph["name"][other]) for one, other, label in graph["ties"]}
    assert ties == {("Firm One", "settled in", "Area One"), ("Firm One may open", "about", "Firm One")}
    assert graph["name"][0] == "Firm One"  # has the most ties
    assert graph["path"][0] == atlas["company"].get_absolute_url()


@pytest.mark.django_db
def test_empty_atlas_has_a_map_without_a_drawing(client):
    assert drawn(client)["name"] == []
    assert "data-graph" not in client.get("/map/").text


def test_stored_places_are_those_of_the_answer(atlas, client):
    lay_out()
    graph = drawn(client)
    found = {path: (x, y) for path, x, y in zip(graph["path"], graph["x"], graph["y"], strict=True)}
    known = {entry.get_absolute_url(): MapPlace.known()[entry.pk] for entry in atlas.values()}
    placed = {path: [round(part * answer.PARTS) for part in place] for path, place in known.items()}
    left, top = (min(place[axis] for place in placed.values()) for axis in (0, 1))
    assert found == {path: (x - left, y - top) for path, (x, y) in placed.items()}


def test_draft_stands_nowhere_on_the_map_though_it_has_a_place(atlas, client):
    lay_out()
    hidden = atlas["company"]
    Entry.objects.filter(pk=hidden.pk).update(status="draft")
    for path in ("/map/", "/map/graph.json", "/map/chosen.json?kind=company"):
        assert hidden.get_absolute_url() not in client.get(path).text
    assert drawn(client)["ties"] == []


@pytest.mark.django_db
def test_of_too_many_entries_the_most_tied_stand_on_the_map(monkeypatch, client):
    monkeypatch.setattr(places, "MOST", 3)
    monkeypatch.setattr(graph, "MOST", 3)
    hub = make.make_zone(name="Hub")
    tied = [make.make_company(name=f"Tied {number}") for number in range(3)]
    lone = make.make_person(name="Alone")
    for company in tied:
        make.make_presence(company, hub)
    lay_out()
    response = client.get("/map/")
    text = response.text
    shown = {entry.name for entry in [hub, *tied, lone] if f">{entry.name}<" in text}
    assert len(shown) == 3
    assert "Hub" in shown and "Alone" not in shown
    assert set(drawn(client)["name"]) == shown
    assert len(drawn(client)["ties"]) == 2
    assert "the 3 entries with the most ties" in told(response)


@pytest.mark.django_db
def test_many_entries_without_places_wait_for_the_command(monkeypatch, client):
    monkeypatch.setattr(graph, "AT_ONCE", 1)
    zone = make.make_zone(name="Area One")
    make.make_company(name="Firm One")
    assert drawn(client)["name"] == []
    text = client.get("/map/").text
    assert "data-graph" not in text and "The drawing is being prepared" in text and ">Firm One<" in text
    lay_out()
    make.make_presence(make.make_company(name="Firm Two"), zone)
    assert set(drawn(client)["name"]) == {"Area One", "Firm One", "Firm Two"}


def test_table_tells_each_entry_with_what_it_is_tied_to(atlas, client):
    text = told(client.get("/map/"))
    assert "Area One zone Firm One settled in" in text
    assert "Firm One company settled in Area One Firm One may open about" in text


def test_filters_choose_for_table_and_drawing_alike(atlas, client):
    make.tagged(atlas["zone"], "in the open")
    index.update(Entry.objects.values_list("pk", flat=True))
    for query, chosen in (("kind=company", "company"), ("tag=in-the-open", "zone")):
        page = client.get(f"/map/?{query}")
        path = atlas[chosen].get_absolute_url()
        assert client.get(f"/map/chosen.json?{query}").json() == {"paths": [path]}
        assert f'data-chosen="/map/chosen.json?{query}"' in page.text
        assert "1 entry" in told(page)
        assert page.headers["X-Robots-Tag"] == "noindex"
    zone = atlas["zone"]
    near = client.get(f"/map/chosen.json?zone={zone.slug}").json()["paths"]
    assert atlas["company"].get_absolute_url() in near


def test_map_offers_only_its_own_filters(atlas, client):
    response = client.get("/map/?source=none-such&year=2001")
    assert "3 entries" in told(response)
    assert 'aria-label="Year"' not in response.text


def test_map_is_current_until_content_changes(atlas, client):
    for path in ("/map/", "/map/graph.json", "/map/chosen.json?kind=zone"):
        tag = client.get(path).headers["ETag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_kept_graph_costs_no_more_queries_than_its_state(atlas, client):
    drawn(client)
    with CaptureQueriesContext(connection) as queries:
        drawn(client)
    assert len(queries) == 2


def test_zones_with_coordinates_stand_on_an_outline_and_say_where(atlas, client):
    assert 'class="chart"' not in client.get("/map/").text
    zone = make.make_zone(name="Area Two", latitude=12.5, longitude=-30.25)
    hidden = make.make_zone(name="Area Three", latitude=1, longitude=2, draft=True)
    response = client.get("/map/")
    assert 'data-at="12.5,-30.25"' in response.text
    assert "latitude 12.5, longitude -30.25" in told(response)
    assert hidden.name not in response.text
    assert 'data-at="12.5,-30.25"' in client.get(zone.get_absolute_url()).text
    assert 'class="chart"' not in client.get(atlas["zone"].get_absolute_url()).text


def test_answer_is_compact(atlas, client):
    body = client.get("/map/graph.json").content
    assert json.loads(body) == json.loads(answer.of(graph.graph()))
    assert b": " not in body
