"""The fixture: in step with the document, whole, loadable twice, and movable between databases."""

import json

import pytest
from django.core.management import call_command

from entries.models import Entry
from site_project.seeding import document, fixture, loader

pytestmark = pytest.mark.django_db

CONTENT = ["sources", "entries", "zones", "companies", "site_project"]
DERIVED = ["entries.contentstate", "entries.searchrow", "entries.searchname", "entries.searchterm"]


def dump(tmp_path, name):
    path = tmp_path / f"{name}.json"
    call_command("dumpdata", *CONTENT, exclude=DERIVED, output=str(path), verbosity=0)
    rows = json.loads(path.read_text())
    for row in rows:
        for field, value in row["fields"].items():
            if isinstance(value, list) and field != "shape":
                value.sort()
    return path, sorted(rows, key=lambda row: (row["model"], str(row["pk"])))


def test_committed_fixture_is_what_the_document_gives():
    assert fixture.PATH.read_text(encoding="utf-8") == fixture.build(), "run make fixture"


def test_fixture_is_not_built_from_a_database_with_content():
    Entry.objects.create(kind="company", name="Lantern Works", slug="lantern-works")
    with pytest.raises(fixture.NotEmpty):
        fixture.build()


def test_fixture_holds_no_text_of_a_source():
    sources = [row for row in json.loads(fixture.PATH.read_text(encoding="utf-8")) if row["model"] == "sources.source"]
    assert [row["fields"]["text"] for row in sources] == [""]


def test_fixture_fills_an_empty_database_and_a_second_load_changes_nothing(tmp_path):
    call_command("loaddata", "shenzhen_hard_tech", verbosity=0)
    _path, first = dump(tmp_path, "first")
    call_command("loaddata", "shenzhen_hard_tech", verbosity=0)
    _path, second = dump(tmp_path, "second")
    assert first == second
    assert Entry.objects.published().count() == 18


def test_fixture_shows_the_same_pages_as_the_seed(client, tmp_path):
    call_command("loaddata", "shenzhen_hard_tech", verbosity=0)
    paths = [entry.get_absolute_url() for entry in Entry.objects.all()]
    loaded = {path: client.get(path).content for path in paths}
    outcome = loader.load(document.read(document.BUNDLED), document.BUNDLED.stem)
    assert {what for counts in outcome.counts.values() for what in counts} == {"adopted"}
    assert {path: client.get(path).content for path in paths} == loaded


@pytest.mark.django_db(transaction=True)
def test_dump_of_a_site_gives_back_every_row_in_an_empty_database(tmp_path):
    call_command("seed_article", verbosity=0)
    path, before = dump(tmp_path, "before")
    call_command("flush", interactive=False, verbosity=0)
    assert not Entry.objects.exists()
    call_command("loaddata", str(path), verbosity=0)
    assert dump(tmp_path, "after")[1] == before
