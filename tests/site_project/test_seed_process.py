"""Seeding as a process of its own on a database file: killed, refused, beside another one, and with many records."""

import hashlib
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from .seed_documents import changed, many, written

ENTRIES = 300
# Not getrusage, whose peak is handed on by the process that starts this one, here a large one.
MEASURE = (
    "import re, sys; from django.core.management import execute_from_command_line as run; run(sys.argv);"
    "print('peak', int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) // 1024)"
)
IMPATIENT = (
    "import sys; from site_project import settings; settings.DATABASES['default']['OPTIONS']['timeout'] = 1;"
    "from django.core.management import execute_from_command_line as run; run(sys.argv)"
)
TABLES = (
    "entries_entry", "companies_company", "companies_milestone", "entries_figure", "entries_figure_passages",
    "entries_tagged", "entries_entry_cited", "sources_passage", "site_project_seedrecord",
)  # fmt: skip


@pytest.fixture
def site(tmp_path):
    """Environment of a site with an empty SQLite database in a folder of its own."""
    site = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'site.sqlite3'}", "DJANGO_SETTINGS_MODULE": "site_project.settings",
    }  # fmt: skip
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=settings.BASE_DIR, env=site, check=True)
    return site


def start(site, *arguments, program=("manage.py",)) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, *program, "seed_article", *map(str, arguments)], cwd=settings.BASE_DIR, env=site, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def seed(site, *arguments, **how) -> tuple[int, str, str]:
    """What a whole run ends with: its code, and what it wrote on standard output and error."""
    process = start(site, *arguments, **how)
    out, told = process.communicate()
    return process.returncode, out, told


def connect(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / "site.sqlite3")


def counts(folder: Path) -> dict[str, int]:
    connection = connect(folder)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    found = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}  # noqa: S608
    connection.close()
    return found


def digest(folder: Path) -> str:
    """SHA-256 of the database file, with all that was written brought into it."""
    connection = connect(folder)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return hashlib.sha256((folder / "site.sqlite3").read_bytes()).hexdigest()


def test_document_killed_at_any_moment_is_there_whole_or_not_at_all(tmp_path, site):
    document = written(tmp_path, many(ENTRIES))
    empty = counts(tmp_path)
    began = time.monotonic()
    assert seed(site, document)[0] == 0
    took = time.monotonic() - began
    whole = counts(tmp_path)
    assert whole["entries_entry"] == ENTRIES
    for suffix in ("", "-wal", "-shm"):
        (tmp_path / f"site.sqlite3{suffix}").unlink(missing_ok=True)
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=settings.BASE_DIR, env=site, check=True)
    killed = 0
    # The first part of the time goes to starting Python.
    for moment in range(10):
        process = start(site, document)
        time.sleep(took * (0.4 + 0.06 * moment))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
        assert counts(tmp_path) in (empty, whole)
    assert killed
    assert seed(site, document)[0] == 0
    assert counts(tmp_path) == whole


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell a process its peak")
def test_many_entries_load_in_one_pass_and_little_memory(tmp_path, site):
    code, out, told = seed(site, written(tmp_path, many(2000)), program=("-c", MEASURE))
    assert code == 0, told
    assert int(re.search(r"peak (\d+)", out)[1]) < 250
    assert counts(tmp_path)["entries_entry"] == 2000


def test_twelve_errors_are_twelve_sentences_and_the_database_keeps_every_byte(tmp_path, site):
    planted = [
        ('title = "A gazette"', "title = 1", 'line 6, source "gazette", title: must be text, in quotes.'),
        ("paragraph = 2", "paragraph = 0", 'line 26, passage "bridge", paragraph: must be at least 1.'),
        ('slug = "rivers"\n', 'slug = "rivers"\ncolour = "blue"\n',
         'line 41, tag "rivers", colour: there is no such field; a tag has slug, name, description.'),
        ('part_of = "north"', 'part_of = "nort"',
         'line 51, zone "north-yard", part_of: there is no zone "nort"; did you mean "north"?'),
        ('founded = "2001"', 'founded = "2001-13"',
         'line 61, company "alpha", founded: “2001-13” is not a date we can keep: seasons are 21 to '
         "24, quarters 33 to 36."),
        ('name = "A shed opens"\n', "", 'line 69, milestone "shed-opens", name: is missing.'),
        ('derived_from_value = "2001"\n', "",
         'line 76, milestone "bridge-follows", derived_from_value: goes with derived_from, as the date that this '
         "one was derived from."),
        ('field = "origin"', 'field = "orign"',
         'line 94, statement "gamma-origin", field: a person cites no field "orign"; did you mean "origin"?'),
        ('comparator = ">"', 'comparator = "over"',
         'line 108, figure "alpha-sheds", comparator: must be =, <, > or ≈.'),
        ('key = "shed"\ncompany = "alpha"\nname = "Shed"\npassages = ["shed"]',
         'key = "shed"\ncompany = "alpha"\nname = "Shed"',
         'line 114, product "shed", passages: name a passage, or say editorial = true.'),
        ('person = "gamma"', 'person = "gama"',
         'line 121, role "gamma-keeper", person: there is no person "gama"; did you mean "gamma"?'),
        ('kind = "settled"', 'kind = "settle"',
         'line 132, presence "alpha-north", kind: must be settled, headquarters, research, production or named; did '
         'you mean "settled"?'),
    ]  # fmt: skip
    assert seed(site, written(tmp_path, many(10), "other.toml"))[0] == 0
    before = digest(tmp_path)
    path = written(tmp_path, changed(*((old, new) for old, new, _sentence in planted)))
    code, out, told = seed(site, path)
    assert (code, out) == (1, "")
    sentences = told.removeprefix("CommandError: ").splitlines()
    assert sentences == [*(sentence for _old, _new, sentence in planted), "Nothing was written."]
    assert digest(tmp_path) == before


def test_seed_beside_another_that_writes_ends_in_a_sentence(tmp_path, site):
    other = connect(tmp_path)
    other.execute("BEGIN IMMEDIATE")
    code, _out, told = seed(site, written(tmp_path), program=("-c", IMPATIENT))
    other.close()
    assert code == 1
    assert told.startswith("CommandError: Another process is writing to the database; try again when it is done.")
    assert "Traceback" not in told


def test_seed_of_a_database_without_tables_says_to_migrate(tmp_path):
    site = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'none.sqlite3'}", "DJANGO_SETTINGS_MODULE": "site_project.settings",
    }  # fmt: skip
    code, _out, told = seed(site, written(tmp_path))
    assert code == 1
    assert told.startswith("CommandError: The database is not ready: run manage.py migrate first.")


def test_two_seeds_at_once_both_end_well(tmp_path, site):
    document = written(tmp_path, many(100))
    both = [start(site, document) for _time in range(2)]
    ends = [(process.communicate(), process.returncode) for process in both]
    assert [code for _told, code in ends] == [0, 0]
    assert sorted("created" in out for (out, _told), _code in ends) == [False, True]
