"""Reading a seed document: flat TOML tables that name each other by key, checked whole before anything is written."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError as SchemaError

from . import syntax
from .checks import Checks, Taken
from .lines import Lines
from .problems import Problem, Refused, meant, of_schema
from .records import Record
from .schema import TABLES, Document

__all__ = ["BUNDLED", "Document", "Progress", "Refused", "read"]

BUNDLED = Path(__file__).resolve().parent.parent / "seeds" / "shenzhen-hard-tech.toml"

Progress = Callable[[str, int, int], None]
"""Told of each step: what is at hand, how many are done, how many there are."""


def read(path: Path, progress: Progress = lambda *_step: None) -> Document:
    """Read and check a document; raises ``Refused`` with everything that is wrong."""
    raw, text = syntax.load(path)
    reader = _Reader(raw, Lines(text))
    document = reader.document(progress)
    if reader.problems:
        raise Refused(reader.problems)
    return document


class _Reader:
    def __init__(self, raw: dict[str, Any], lines: Lines):
        self.raw, self.lines = raw, lines
        self.problems: list[Problem] = []
        self.keys: dict[str, dict[str, int]] = {table: {} for table in TABLES}
        self.taken: list[Taken] = []

    def document(self, progress: Progress) -> Document:
        self._heads()
        self._keys()
        items = list(self._items())
        for number, (table, index, item) in enumerate(items):
            self._take(table, index, item)
            if not number % 100:
                progress("reading record", number, len(items))
        checks = Checks(self.taken, self.keys, self.lines)
        self.problems += checks.overall()
        for number, taken in enumerate(self.taken):
            self.problems += checks.of(taken)
            if not number % 100:
                progress("checking record", number, len(self.taken))
        tables: dict[str, Any] = {"format": 1} | {table: [] for table in TABLES}
        for taken in self.taken:
            tables[taken.record.kind].append(taken.record)
        document = Document.model_construct(**tables)
        document._lines = self.lines
        return document

    def _told(self, place: tuple[str, int, str], where: str, words: str) -> None:
        self.problems.append(Problem(self.lines.of(*place), where, place[2], words))

    def _heads(self) -> None:
        if "format" not in self.raw:
            self._told(("", 0, "format"), "", "is missing: write format = 1 above the first record.")
        elif self.raw["format"] != 1 or isinstance(self.raw["format"], bool):
            self._told(("", 0, "format"), "", "must be 1, without quotes; no other is known.")
        for table, records in self.raw.items():
            if table == "format":
                continue
            if table not in TABLES:
                close = meant(table, TABLES)
                others = f"; there are {', '.join(TABLES)}." if close == "." else close
                self.problems.append(Problem(self.lines.of(table, 0), table, "", f"there is no such table{others}"))
            elif not isinstance(records, list):
                words = f"begin each record of this table with [[{table}]], in two pairs of brackets."
                self.problems.append(Problem(self.lines.of(table, 0), table, "", words))

    def _items(self) -> Iterator[tuple[str, int, Any]]:
        for table in TABLES:
            records = self.raw.get(table)
            if isinstance(records, list):
                yield from ((table, index, item) for index, item in enumerate(records))

    def _keys(self) -> None:
        """Note every key, of records with errors too: what names them is not wrong."""
        for table, index, item in self._items():
            name = _key_field(table)
            key = item.get(name) if isinstance(item, dict) else None
            if not isinstance(key, str) or not key:
                continue
            first = self.keys[table].setdefault(key, index)
            if first != index:
                self._told(
                    (table, index, name), f'{table} "{key}"', f"is used on line {self.lines.of(table, first)} already."
                )

    def _take(self, table: str, index: int, item: Any) -> None:
        model = TABLES[table]
        key = item.get(_key_field(table)) if isinstance(item, dict) else None
        where = f'{table} "{key}"' if isinstance(key, str) and key else f"{table} number {index + 1}"
        bad: set[str] = set()
        try:
            record = model.model_validate(item)
        except SchemaError as error:
            for problem in error.errors(include_url=False):
                name = str(problem["loc"][0]) if problem["loc"] else ""
                if name not in bad:
                    self._told((table, index, name), where, of_schema(table, problem, self.keys))
                bad.add(name)
            if "" in bad:
                return
            record = _as_far_as_it_goes(model, item, bad)
        record._index = index
        self.taken.append(Taken(record, where, bad))


def _key_field(table: str) -> str:
    return "key" if "key" in TABLES[table].model_fields else "slug"


def _as_far_as_it_goes(model: type[Record], item: dict[str, Any], bad: set[str]) -> Record:
    """The record with the fields that are right, and blank ones in place of the others."""
    given: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if (field.alias or name) in item and (field.alias or name) not in bad:
            given[name] = item[field.alias or name]
        elif field.is_required():
            given[name] = [] if name == "subjects" else ""
    key = item.get(_key_field(model.kind))
    if isinstance(key, str):
        given[_key_field(model.kind)] = key
    return model.model_construct(**given)
