"""The API: what it answers, in pages, with the headers that programs go by."""

import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entries.models import Entry
from site_project.api import documentation
from tests import bulk, factories as make
from tests.markup import Markup
from tests.site_project.test_drafts import TOKEN, World, in_an_hour

pytestmark = pytest.mark.django_db
V1 = "/api/v1"
LISTS = [
    "entries", "companies", "zones", "people", "milestones", "roles", "presences", "products", "figures", "sources",
    "passages", "tags",
]  # fmt: skip


def get(client, path: str, **headers):
    return client.get(f"{V1}/{path}", headers=headers)


def ok(client, path: str) -> dict:
    response = get(client, path)
    assert response.status_code == 200, (path, response.content)
    assert response.headers["Content-Type"] == "application/json"
    return response.json()


def everything(client) -> list[str]:
    """Every address that the lists lead to, and the lists."""
    paths = [*LISTS, f"search?q={TOKEN}", "search?q=sample", "search?q=in&tag=in-the-open"]
    for entry in Entry.objects.all():
        paths += [f"entries/{entry.pk}", f"{dict(zip(KINDS, LISTS[1:5], strict=True))[entry.kind]}/{entry.slug}"]
        paths += [f"entries/{entry.pk}/{name}" for name in documented(entry.kind)]
    paths += [f"sources/{one['slug']}" for one in ok(client, "sources?limit=100")["items"]]
    paths += [f"passages/{one['key']}" for one in ok(client, "passages?limit=100")["items"]]
    return paths + [f"tags/{one['slug']}" for one in ok(client, "tags?limit=100")["items"]]


KINDS = ["company", "zone", "person", "milestone"]


def documented(kind: str) -> list[str]:
    common = ["figures", "milestones", "roles"]
    return {"company": [*common, "products", "presences"], "zone": [*common, "presences", "parts"], "person": common,
            "milestone": ["figures", "derived"]}[kind]  # fmt: skip


def leaking(client) -> set[str]:
    return {path for path in everything(client) if TOKEN in get(client, path).content.decode()}


@pytest.mark.parametrize("when", ["never", "in an hour"])
@pytest.mark.parametrize("model", make.KINDS)
def test_hidden_entry_shows_nowhere(client, model, when):
    world = World(model, **({"status": "draft"} if when == "never" else in_an_hour()))
    assert leaking(client) == set()
    assert get(client, f"entries/{world.entry.pk}").status_code == 404


@pytest.mark.parametrize("model", make.KINDS)
def test_withdrawn_entry_and_working_copy_show_nowhere(client, model):
    world = World(model, status="published")
    assert f"entries/{world.entry.pk}" in leaking(client)
    make.make_entry(model, name=f"{TOKEN} copy", draft=True, draft_of_id=world.entry.pk, slug=world.entry.slug)
    world.entry.status = "draft"
    world.entry.save()
    assert leaking(client) == set()


def test_deleted_entry_is_gone(client):
    company = make.make_company(name=TOKEN)
    assert leaking(client)
    path = f"entries/{company.pk}"
    company.delete()
    assert get(client, path).status_code == 410
    assert TOKEN not in get(client, path).content.decode()
    assert ok(client, "companies")["items"] == []


@pytest.mark.parametrize("path", LISTS)
def test_every_row_of_a_list_comes_once_by_its_cursors(client, path):
    bulk.fill(0, 7)
    once = ok(client, f"{path}?limit=100")["items"]
    found, address = [], f"{path}?limit=3"
    while address:
        answer = ok(client, address)
        found += answer["items"]
        address = (answer["next"] or "").removeprefix(f"http://localhost{V1}/")
    assert found == once
    assert len(once) >= 1


def test_page_before_is_the_page_one_came_from(client):
    bulk.fill(0, 7)
    first = get(client, "companies?limit=3")
    second = client.get(first.json()["next"])
    assert client.get(second.json()["previous"]).json()["items"] == first.json()["items"]
    assert second.headers["Link"] == (
        f'<{second.json()["next"]}>; rel="next", <{second.json()["previous"]}>; rel="prev"'
    )


def test_entries_of_one_kind(client):
    bulk.fill(0, 2)
    assert {one["kind"] for one in ok(client, "entries?kind=zone")["items"]} == {"zone"}


def test_lists_are_narrowed_and_ordered_as_those_of_the_site(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        old, new = (
            make.tagged(make.make_company(name=name, founded=founded), "sampling", name)
            for name, founded in (("Alpha", "1999"), ("Beta", "2005"))
        )
        make.make_company(name="Gamma")

    def names(query: str) -> list[str]:
        return [one["name"] for one in ok(client, query)["items"]]

    assert names("companies?tag=sampling&sort=date") == [old.name, new.name]
    assert names("companies?tag=sampling&tag=beta") == [new.name]
    assert names("entries?kind=company&year=1999") == [old.name]
    assert names("companies?tag=none") == []
    first = ok(client, "companies?tag=sampling&limit=1")
    assert "tag=sampling" in first["next"]
    assert [one["name"] for one in client.get(first["next"]).json()["items"]] == [new.name]


def test_passage_tells_what_rests_on_it(client):
    passage = make.make_passage(key="plain")
    make.make_alias(make.make_company(name="Sample"), name="Other", passages=[passage])
    (told,) = ok(client, f"passages?source={passage.source.slug}")["items"]
    assert [(one["subject"], one["text"]) for one in told["stated"]] == [("Sample", "Also called “Other”")]
    assert ok(client, "passages/plain") == told


def test_search_finds_what_the_site_finds(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make.make_company(name="Drone Works", summary="It makes drones.")
    answer = ok(client, "search?q=drone")
    assert [(hit["name"], hit["kind"], hit["summary"]) for hit in answer["items"]] == [
        ("Drone Works", "company", "It makes drones.")
    ]
    assert (answer["count"], answer["over"], answer["corrected"]) == (1, False, None)
    assert ok(client, "search?q=drome")["corrected"] == "drone"


@pytest.mark.django_db(transaction=True)
def test_current_answer_is_304_until_something_changes(client):
    company = make.make_company()
    tag = get(client, "companies").headers["ETag"]
    assert get(client, "companies", if_none_match=tag).status_code == 304
    company.name = "Renamed"
    company.save()
    assert get(client, "companies", if_none_match=tag).json()["items"][0]["name"] == "Renamed"


def test_long_answer_is_compressed(client):
    bulk.fill(0, 4)
    response = get(client, "companies", accept_encoding="gzip")
    assert response.headers["Content-Encoding"] == "gzip"


def test_scripts_of_other_sites_may_read(client):
    for path in ("companies", "nowhere", "companies?limit=0", "openapi.json"):
        response = get(client, path, origin="https://elsewhere.example")
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "ETag" in response.headers["Access-Control-Expose-Headers"]


def test_preflight_is_answered(client):
    response = client.options(f"{V1}/companies", headers={"access-control-request-method": "GET"})
    assert (response.status_code, response.content) == (204, b"")
    assert "GET" in response.headers["Access-Control-Allow-Methods"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_head_is_answered_without_a_body(client):
    response = client.head(f"{V1}/companies")
    assert (response.status_code, response.content) == (200, b"")
    assert "ETag" in response.headers


def problem(response) -> dict:
    assert response.headers["Content-Type"] == "application/problem+json"
    told = response.json()
    assert told["status"] == response.status_code
    assert told["title"] and told["detail"]
    return told


@pytest.mark.parametrize(
    ("path", "status", "parameters"),
    [
        ("companies?limit=0", 422, ["limit"]), ("companies?limit=101", 422, ["limit"]),
        ("companies?limit=many", 422, ["limit"]), ("companies?colour=red&limit=5", 422, ["colour"]),
        ("companies/none?colour=red", 422, ["colour"]), ("entries?kind=planet", 422, ["kind"]),
        ("tags?sort=name", 422, ["sort"]), ("zones?sort=size", 422, ["sort"]),
        ("search", 422, ["q"]), ("search?q=a&page=51", 422, ["page"]), ("passages?source=%00", 422, ["source"]),
        ("tags/a%00b", 422, ["slug"]), ("companies?after=!!!", 404, []), ("companies?before=AAAA", 404, []),
        ("companies?after=%00", 404, []), ("passages?source=none", 404, []), ("companies/none", 404, []),
        ("companies/%00", 404, []), ("companies/", 404, []), ("entries/1", 404, []), ("nowhere", 404, []),
        ("passages/none", 404, []), ("sources/none", 404, []), ("tags/none", 404, []),
        ("entries/00000000-0000-0000-0000-000000000000", 404, []),
        ("companies?" + "&".join(f"a{n}=1" for n in range(1001)), 400, []),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_a_problem(client, path, status, parameters):
    response = get(client, path)
    assert response.status_code == status
    assert [fault["parameter"] for fault in problem(response)["errors"]] == parameters


@pytest.mark.parametrize("q", ["", "%00", "'\"*()", "a" * 900, "%ED%A0%80", "%F0%9F%98%80", "NEAR(a,b)"])
def test_any_text_can_be_searched_for(client, q):
    ok(client, f"search?q={q}&tag=%00&year=x&source=%27")


def test_writing_is_refused(client):
    for method in ("post", "put", "patch", "delete"):
        response = getattr(client, method)(f"{V1}/companies")
        assert response.status_code == 405
        assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
        problem(response)


def test_other_media_types_are_refused(client):
    response = get(client, "companies", accept="text/csv")
    assert response.status_code == 406
    problem(response)


def test_mistake_of_ours_is_a_problem_and_is_logged(client, monkeypatch, caplog):
    monkeypatch.setattr("entries.paging.page", lambda *args, **kwargs: 1 / 0)
    with caplog.at_level(logging.ERROR, "django.request"):
        response = get(client, "companies")
    assert response.status_code == 500
    assert "ZeroDivisionError" in caplog.text
    assert "division" not in problem(response)["detail"]


BUDGET = {
    "companies": 17, "zones": 13, "people": 15, "milestones": 15, "roles": 4, "presences": 4, "products": 4,
    "figures": 4, "sources": 4, "passages": 21, "tags": 4, "search?q=bulk": 9,
}  # fmt: skip


def costs(client) -> dict[str, int]:
    found = {}
    for path in BUDGET:
        with CaptureQueriesContext(connection) as queries:
            ok(client, path)
        found[path] = len(queries)
    return found


def test_lists_cost_as_many_queries_for_many_as_for_few(client):
    bulk.fill(0, 3)
    few = costs(client)
    bulk.fill(3, 120)
    assert costs(client) == few == BUDGET


def test_description_names_each_operation_once_with_words():
    told = documentation.document()
    assert told["openapi"].startswith("3.1")
    assert told["info"]["license"]["name"] == "CC BY 4.0"
    operations = [methods["get"] for methods in told["paths"].values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names)) >= len(LISTS) * 2
    for operation in operations:
        assert operation["summary"]
        assert all(parameter["description"] for parameter in operation["parameters"])
        assert {200, 301, 304, 400, 404, 405, 406, 410, 422, 429, 500} == set(operation["responses"])
    for name, schema in told["components"]["schemas"].items():
        assert schema.get("description"), name
        for field, described in schema.get("properties", {}).items():
            assert described.get("description"), (name, field)


def test_page_of_the_description_names_every_operation(client):
    page = get(client, "docs")
    assert Markup(page.text).problems == []
    for path, methods in documentation.document()["paths"].items():
        assert path in page.text
        assert f'id="{methods["get"]["operationId"]}"' in page.text
    assert client.get("/api/v1/").headers["Location"] == "/api/v1/docs"
