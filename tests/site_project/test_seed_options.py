"""The options of the command that seeds: what would change, the document's side, JSON, a document to start from."""

import json
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, ProgrammingError

from companies.models import Company
from site_project.models import SeedRecord
from site_project.seeding import document, loader, report
from site_project.seeding.schema import TABLES
from sources.models import Passage, Source

from .seed_documents import RECORDS, TEXT, alpha, changed, dump, save_as, written

pytestmark = pytest.mark.django_db
CHANGES = [
    ('legal_name = "Alpha Works"', 'legal_name = "Alpha Inc."'),
    ('founded = "2001"', 'founded = "2002"'),
    ('tags = ["sheds", "rivers"]', 'tags = ["sheds"]'),
    ('part_of = "north"\n', ""),
]


def run(capsys, *arguments) -> list[str]:
    capsys.readouterr()
    call_command("seed_article", *arguments)
    return capsys.readouterr().out.splitlines()


def test_dry_run_lists_what_would_change_and_what_is_kept_and_writes_nothing(tmp_path, capsys):
    call_command("seed_article", written(tmp_path))
    save_as(Company, "alpha", legal_name="Edited", body="long words " * 20 + "[@editorial]")
    before = dump()
    told = run(capsys, written(tmp_path, changed(*CHANGES)), "--dry-run")
    assert [line for line in told if line.startswith(("changes", "kept"))] == [
        'changes: zone "north-yard", part_of: zone/north → nothing',
        'changes: company "alpha", tags: rivers, sheds → sheds',
        'changes: company "alpha", founded: 2001 → 2002',
        f'kept: company "alpha", body: {("long words " * 20)[:59]}…; the document says It opened a shed.[@shed]',
        'kept: company "alpha", legal_name: Edited; the document says Alpha Inc.',
    ]
    assert told[-1] == "Checked; nothing was written."
    assert dump() == before


def test_dry_run_names_a_tag_that_an_editor_added(tmp_path, capsys):
    path = written(tmp_path)
    call_command("seed_article", path)
    alpha().tags.add("hills")
    told = run(capsys, path, "--dry-run")
    assert 'kept: company "alpha", tags: hills, rivers, sheds; the document says rivers, sheds' in told


def test_update_takes_the_documents_side(tmp_path, capsys):
    path = written(tmp_path)
    call_command("seed_article", path)
    save_as(Company, "alpha", legal_name="Edited")
    alpha().tags.add("hills")
    Company.objects.create(name="Beta", slug="beta")
    assert "   company: 1 updated" in run(capsys, path, "--update")
    assert (alpha().legal_name, sorted(alpha().tags.names())) == ("Alpha Works", ["rivers", "sheds"])
    assert Company.objects.count() == 2
    before = dump()
    assert not [line for line in run(capsys, path, "--update") if "updated" in line]
    assert dump() == before


def test_update_does_not_bring_back_what_an_editor_deleted(tmp_path, capsys):
    path = written(tmp_path)
    call_command("seed_article", path)
    alpha().aliases.all().delete()
    assert "     alias: 1 deleted" in run(capsys, path, "--update")
    assert not alpha().aliases.exists()


def test_update_takes_over_rows_that_stood_before(tmp_path, capsys, seed):
    seed()
    SeedRecord.objects.all().delete()
    save_as(Company, "alpha", legal_name="Edited")
    run(capsys, written(tmp_path), "--update")
    assert alpha().legal_name == "Alpha Works"


def test_json_tells_counts_changes_and_kept_fields(tmp_path, capsys):
    call_command("seed_article", written(tmp_path))
    save_as(Company, "alpha", legal_name="Edited")
    text = tmp_path / "text.txt"
    text.write_text(TEXT, encoding="utf-8")
    told = json.loads("\n".join(run(capsys, written(tmp_path, changed(*CHANGES)), "--json", "--text", text)))
    assert (told["document"], told["written"], told["located"], told["problems"]) == ("small", True, 2, [])
    assert told["counts"]["company"] == {"updated": 1}
    assert {"kind": "company", "key": "alpha", "field": "founded", "before": "2001", "after": "2002"} in told["changes"]
    assert [(change["before"], change["after"]) for change in told["kept"]] == [("Edited", "Alpha Inc.")]
    assert sum(number for counts in told["counts"].values() for number in counts.values()) == RECORDS


def test_json_tells_problems_and_the_command_fails(tmp_path, capsys):
    before = dump()
    with pytest.raises(SystemExit) as caught:
        call_command("seed_article", written(tmp_path, changed(("format = 1", "format = 2"))), "--json")
    assert caught.value.code == 1
    told = json.loads(capsys.readouterr().out)
    assert told["written"] is False
    (problem,) = told["problems"]
    assert (problem["line"], problem["field"]) == (2, "format")
    assert problem["sentence"] == "line 2, format: must be 1, without quotes; no other is known."
    assert dump() == before


def test_new_document_is_written_once_and_loads_as_it_is(tmp_path, capsys):
    path = tmp_path / "fresh.toml"
    assert run(capsys, "--new", path) == [f"Wrote {path}; load it with seed_article {path}."]
    assert run(capsys, path)[-1] == "Seeded."
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(CommandError, match="stands already; nothing was written"):
        call_command("seed_article", "--new", path)
    assert path.read_text(encoding="utf-8") == "mine"
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        call_command("seed_article", "--new", tmp_path / "none" / "fresh.toml")


def test_new_document_explains_every_field_and_is_right_with_all_of_them(tmp_path):
    text = re.sub(r"(?m)^# (\[\[|\w+ = )", r"\1", report.BLANK.read_text(encoding="utf-8"))
    seed = document.read(written(tmp_path, text))
    assert loader.load(seed, "fresh").counts.keys() == TABLES.keys()
    for kind, model in TABLES.items():
        given = {name for record in getattr(seed, kind) for name in record.model_fields_set}
        assert given == set(model.model_fields), kind


def test_what_follows_from_the_text_is_filled_in_and_no_editors_change(tmp_path, capsys):
    bare = re.sub(r"(?m)^(digest|words|text_digest|shape) = .*\n", "", changed())
    path, text = written(tmp_path, bare), written(tmp_path, TEXT, "text.txt")
    call_command("seed_article", path, "--text", text)
    passage = Passage.objects.get(key="shed")
    assert (passage.first_word, passage.last_word, len(passage.digest)) == (1, 10, 64)
    before = dump()
    for options in ([], ["--update"], ["--update", "--text", text]):
        assert not [line for line in run(capsys, path, *options) if "kept" in line or "updated" in line]
        assert {"text": Source.objects.get().text, "digest": Passage.objects.get(key="shed").digest} == {
            "text": TEXT, "digest": passage.digest,
        }  # fmt: skip
    assert {**dump(), "entries_contentstate": 0, "sources_source": 0} == {
        **before, "entries_contentstate": 0, "sources_source": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OperationalError("database is locked"), "Another process is writing to the database; try again"),
        (OperationalError("canceling statement due to lock timeout"), "Another process is writing to the database;"),
        (OperationalError("no such table: site_project_seedrecord"), "The database is not ready: run manage.py migr"),
        (ProgrammingError('relation "x" does not exist\nLINE 1: ...'), "The database is not ready: run manage.py mi"),
        (OperationalError("attempt to write a readonly database"), "The database may only be read"),
        (OperationalError("database or disk is full"), "The disk is full."),
        (OperationalError("connection to server failed"), "The database cannot be reached."),
        (OperationalError("out of tune"), "The database refused to go on. (It said: out of tune)"),
    ],
)
def test_trouble_with_the_database_is_told_for_what_it_is(tmp_path, monkeypatch, error, words):
    def fail(*_args, **_options):
        raise error

    monkeypatch.setattr(loader, "load", fail)
    with pytest.raises(CommandError) as caught:
        call_command("seed_article", written(tmp_path))
    assert str(caught.value).startswith(words)
    assert str(caught.value).endswith("\nNothing was written.")
