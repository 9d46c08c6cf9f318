"""The documented way from one database to another: SQLite to PostgreSQL and back, in real ones."""

import json
import os
import re
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

POSTGRES = os.environ.get("POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")


@pytest.fixture
def postgres(tmp_path):
    """Address of an empty PostgreSQL database that is dropped afterwards."""
    name = f"atlas_moving_{os.getpid()}"
    try:
        server = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=5)
    except psycopg.OperationalError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("no PostgreSQL answers")
    with server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield re.sub(r"/[^/]*$", f"/{name}", POSTGRES)
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def manage(database, *words):
    environment = os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def documented_dump() -> list[str]:
    """The words of the dumpdata command in docs/operating.md."""
    text = (settings.BASE_DIR / "docs" / "operating.md").read_text(encoding="utf-8").replace("\\\n", " ")
    return re.search(r"manage\.py (dumpdata .*?) --output", text)[1].split()


def content(path):
    """Rows of a dump in one order, with their relations in one order."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    for row in rows:
        for name, value in row["fields"].items():
            if isinstance(value, list) and name != "shape":
                row["fields"][name] = sorted(value, key=str)
    return sorted(rows, key=lambda row: (row["model"], str(row.get("pk")), str(row["fields"])))


def test_content_moves_from_sqlite_to_postgres_and_back_unchanged(postgres, tmp_path):
    first, last = (f"sqlite:///{tmp_path}/{name}.sqlite3" for name in ("first", "last"))
    manage(first, "migrate", "-v0")
    manage(first, "seed_article")
    manage(first, "create_editor", "lamplighter")
    dumps = []
    for number, (here, there) in enumerate([(first, postgres), (postgres, last), (last, None)]):
        path = tmp_path / f"{number}.json"
        manage(here, *documented_dump(), "--output", str(path))
        dumps.append(content(path))
        if there:
            manage(there, "migrate", "-v0")
            manage(there, "loaddata", "-v0", str(path))
    assert dumps[0] == dumps[1] == dumps[2]
    assert {"companies.company", "entries.tagged", "auth.user"} <= {row["model"] for row in dumps[0]}
