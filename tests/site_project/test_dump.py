"""The dump: everything public and nothing else, in lines and in tables that agree."""

import csv
import fcntl
import io
import json
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entries import representation
from entries.models import Entry
from site_project.dump import contents, writing
from tests import bulk, factories as make
from tests.site_project.test_drafts import TOKEN, World, in_an_hour

pytestmark = pytest.mark.django_db


def dumped(tmp_path) -> ZipFile:
    writing.write(tmp_path / "atlas.zip")
    return ZipFile(tmp_path / "atlas.zip")


def lines(archive: ZipFile, name: str) -> list[dict]:
    return [json.loads(line) for line in archive.read(f"{name}.jsonl").splitlines()]


def table(archive: ZipFile, name: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(archive.read(f"csv/{name}.csv").decode("utf-8"), newline="")))


def told(archive: ZipFile) -> str:
    return "".join(archive.read(name).decode() for name in archive.namelist())


@pytest.fixture
def seeded(db):
    call_command("loaddata", "shenzhen_hard_tech", verbosity=0)


def test_lines_are_what_the_api_tells(seeded, tmp_path):
    archive = dumped(tmp_path)
    found = [entry for name in ("companies", "zones", "people", "milestones") for entry in lines(archive, name)]
    expected = representation.represent(Entry.objects.published())
    assert {one["id"]: one for one in found} == {str(one.id): json.loads(one.model_dump_json()) for one in expected}


def test_tables_hold_as_many_rows_as_there_are(seeded, tmp_path):
    archive = dumped(tmp_path)
    entries = [entry for name in ("companies", "zones", "people", "milestones") for entry in lines(archive, name)]
    assert {row["id"] for row in table(archive, "entries")} == {entry["id"] for entry in entries}
    for name in ("roles", "presences", "products", "figures"):
        inner = [row["id"] for entry in entries for row in entry.get(name) or []]
        assert sorted(row["id"] for row in table(archive, name)) == sorted(inner) != []
    for name in ("sources", "passages", "tags"):
        assert [row["id"] for row in table(archive, name)] == [line["id"] for line in lines(archive, name)] != []


def test_every_passage_of_a_statement_is_in_the_table_of_passages(seeded, tmp_path):
    archive = dumped(tmp_path)
    known = {row["key"] for row in table(archive, "passages")}
    rows = [row for name in ("statements", "figures", "roles", "milestones") for row in table(archive, name)]
    cited = {key for row in rows for key in row["passages"].split("; ") if key}
    assert cited and cited <= known


def test_readme_says_what_every_column_and_field_is(seeded, tmp_path):
    archive = dumped(tmp_path)
    readme = archive.read("README.md").decode()
    for name in archive.namelist():
        if name.endswith((".csv", ".jsonl")):
            assert f"## {name}: " in readme
    told = [line for line in readme.splitlines() if line.startswith("- `")]
    assert [line for line in told if len(line.partition("`: ")[2]) < 5] == []
    assert "CC BY 4.0" in archive.read("LICENSE.txt").decode()


@pytest.mark.parametrize("when", ["never", "in an hour"])
@pytest.mark.parametrize("model", make.KINDS)
def test_hidden_entry_is_not_in_it(model, when, tmp_path):
    World(model, **({"status": "draft"} if when == "never" else in_an_hour()))
    assert TOKEN not in told(dumped(tmp_path))


@pytest.mark.parametrize("model", make.KINDS)
def test_withdrawn_entry_is_not_in_the_next(model, tmp_path):
    world = World(model, status="published")
    assert TOKEN in told(dumped(tmp_path))
    make.make_entry(model, name=f"{TOKEN} copy", draft=True, draft_of_id=world.entry.pk, slug=world.entry.slug)
    world.entry.status = "draft"
    world.entry.save()
    assert TOKEN not in told(dumped(tmp_path))


def test_text_of_a_source_is_not_in_it(tmp_path):
    source = make.make_source(text=f"{TOKEN} and more", rights="full-text")
    make.make_alias(make.make_company(), passages=[make.make_passage(source)])
    assert TOKEN not in told(dumped(tmp_path))


def test_formula_of_an_editor_is_text_in_the_table(tmp_path):
    make.make_company(name="=HYPERLINK(1)")
    assert table(dumped(tmp_path), "entries")[0]["name"] == "'=HYPERLINK(1)"


def test_batches_read_every_row_once(monkeypatch, tmp_path):
    bulk.fill(0, 7)
    monkeypatch.setattr(contents, "BATCH", 3)
    assert len({row["id"] for row in table(dumped(tmp_path), "entries")}) == 28


def test_queries_grow_with_batches_alone(tmp_path):
    bulk.fill(0, 2)
    with CaptureQueriesContext(connection) as few:
        dumped(tmp_path)
    bulk.fill(2, 60)
    with CaptureQueriesContext(connection) as many:
        dumped(tmp_path)
    assert len(many) == len(few)


def test_only_one_is_made_at_a_time_and_the_old_one_stays(tmp_path):
    old = tmp_path / "atlas.zip"
    old.write_text("old")
    with (tmp_path / ".atlas.zip.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(CommandError, match="Another process"):
            call_command("dump_atlas", old)
    assert old.read_text() == "old"


def test_interrupted_dump_leaves_the_old_one_and_nothing_else(monkeypatch, tmp_path):
    old = tmp_path / "atlas.zip"
    old.write_text("old")
    monkeypatch.setattr(contents, "files", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        writing.write(old)
    assert {path.name: path.is_dir() for path in tmp_path.iterdir()} == {"atlas.zip": False, ".atlas.zip.lock": False}
    assert old.read_text() == "old"


def test_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("dump_atlas", tmp_path / "file" / "atlas.zip")


def test_address_serves_the_last_one_whole(client, settings, tmp_path):
    settings.DUMP_FILE = tmp_path / "atlas.zip"
    assert "not packed yet" in client.get("/atlas.zip").text
    make.make_company(name="Sample")
    call_command("dump_atlas", stdout=io.StringIO())
    response = client.get("/atlas.zip", headers={"accept-encoding": "gzip"})
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/zip")
    assert "Content-Encoding" not in response.headers
    assert "Last-Modified" in response.headers
    with ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        assert archive.testzip() is None
        assert [row["name"] for row in table(archive, "entries")] == ["Sample"]
    again = client.get("/atlas.zip", headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304


DOCUMENTED = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text().partition("```sh\npython3 -m zip")[2]


@pytest.fixture
def served(settings, tmp_path) -> bytes:
    settings.DUMP_FILE = tmp_path / "atlas.zip"
    settings.DUMP_FILE.write_bytes(bytes(range(250)) * 1000)
    return settings.DUMP_FILE.read_bytes()


@pytest.mark.parametrize(
    ("asked", "part"),
    [("bytes=0-99", range(100)), ("bytes=100-", range(100, 250_000)), ("bytes=-10", range(249_990, 250_000)),
     ("bytes=249999-300000", range(249_999, 250_000)), ("bytes=-999999", range(250_000))],
)  # fmt: skip
def test_download_goes_on_where_it_was_broken_off(client, served, asked, part):
    response = client.get("/atlas.zip", headers={"range": asked, "accept-encoding": "gzip"})
    assert response.status_code == 206
    assert response.headers["Content-Range"] == f"bytes {part.start}-{part.stop - 1}/250000"
    assert response.headers["Content-Length"] == str(len(part))
    assert b"".join(response.streaming_content) == served[part.start : part.stop]


def test_part_of_a_file_that_is_another_by_now_is_all_of_it(client, served):
    asked = {"range": "bytes=100-"}
    tag = client.get("/atlas.zip", headers={"range": "bytes=250000-"}).headers["ETag"]
    for known, length in ((tag, 249_900), ('"another"', 250_000)):
        response = client.get("/atlas.zip", headers=asked | {"if-range": known})
        assert len(b"".join(response.streaming_content)) == length


def test_part_past_the_end_is_refused_with_the_length(client, served):
    response = client.get("/atlas.zip", headers={"range": "bytes=250000-"})
    assert (response.status_code, response.headers["Content-Range"]) == (416, "bytes */250000")


@pytest.mark.parametrize("asked", ["bytes=-", "bytes=a-b", "lines=0-9", "bytes=0-1,5-9", f"bytes={'9' * 5000}-"])
def test_part_that_cannot_be_read_is_all_of_it(client, served, asked):
    response = client.get("/atlas.zip", headers={"range": asked})
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == served


@pytest.mark.skipif(not shutil.which("sqlite3"), reason="needs sqlite3")
def test_documented_lines_load_it_into_sqlite(seeded, tmp_path):
    counts = writing.write(tmp_path / "atlas.zip")
    script = "python3 -m zip" + DOCUMENTED.partition("```")[0]
    assert len(script.strip().splitlines()) == 3
    done = subprocess.run(["sh", "-euc", script], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60)
    assert "company|2" in done.stdout.splitlines()
    for name, rows in counts.items():
        if name.endswith(".csv"):
            asked = f"SELECT count(*) FROM {Path(name).stem}"  # noqa: S608  (a table of ours)
            found = subprocess.run(["sqlite3", tmp_path / "atlas.sqlite3", asked], capture_output=True, text=True)
            assert found.stdout.strip() == str(rows), name
