"""One atlas of some size in a database of its own, and the process that measures it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings


class Failed(Exception):
    """Raised with what to do, where an atlas cannot be reached or made."""


@dataclass(frozen=True)
class Atlas:
    """Where it lies: a file in ``place`` (a folder), or a database whose address begins with ``place``."""

    database: str
    size: int
    place: str

    @property
    def url(self) -> str:
        if self.database == "sqlite":
            return f"sqlite:///{Path(self.place).resolve()}/atlas-{self.size}.sqlite3"
        return f"{self.place}_{self.size}"

    def create(self) -> None:
        """Make the empty database where there is none."""
        if self.database == "postgres" and not self._ask("SELECT 1 FROM pg_database WHERE datname = %s", self._name):
            self._ask(f'CREATE DATABASE "{self._name}"')

    def remove(self) -> None:
        if self.database == "postgres":
            self._ask(f'DROP DATABASE IF EXISTS "{self._name}"')
            return
        for end in ("", "-wal", "-shm"):
            Path(self.url.removeprefix("sqlite:///") + end).unlink(missing_ok=True)

    @property
    def _name(self) -> str:
        return self.url.rpartition("/")[2]

    def _ask(self, sql: str, *params: str) -> list[tuple]:
        server = f"{self.place.rpartition('/')[0]}/postgres"
        try:
            with psycopg.connect(server, autocommit=True) as connection:
                found = connection.execute(sql.encode(), params or None)
                return found.fetchall() if found.description else []
        except psycopg.Error as error:
            raise Failed(f"PostgreSQL: {error}. Name the server with --postgres.") from error

    @contextmanager
    def process(self) -> Iterator["Process"]:
        """The atlas brought up to date, in a process whose settings know nothing but this database."""
        with subprocess.Popen(  # noqa: S603 (our own program)
            [sys.executable, "manage.py", "bench", "--answer-for", str(self.size)],
            cwd=settings.BASE_DIR, env=os.environ | {"DATABASE_URL": self.url},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        ) as running:  # fmt: skip
            yield Process(running)
            running.communicate()


class Process:
    """Asks a process that answers each line of JSON with another (``answering.Answers``)."""

    def __init__(self, running: subprocess.Popen):
        self.running = running

    def ask(self, what: str, *about: str) -> Any:
        assert self.running.stdin and self.running.stdout  # noqa: S101 (pipes, as asked for)
        print(json.dumps([what, *about]), file=self.running.stdin, flush=True)  # noqa: T201
        line = self.running.stdout.readline()
        if not line:
            raise Failed("The process of an atlas ended; above stands why. --clean removes what it left.")
        return json.loads(line)
