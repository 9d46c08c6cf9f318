"""Tables as CSV for spreadsheets: rows of dicts become lines, and no cell becomes a formula.

UTF-8, RFC 4180, lines end in CR LF. A text that a spreadsheet could take for a formula, which begins with ``=``, ``+``,
``-``, ``@``, a tab or a return, gets an apostrophe before it; numbers stay numbers. Lists are joined by “; ”.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

MEDIA_TYPE = "text/csv; charset=utf-8"
BOM = "\ufeff".encode()
"""Spreadsheets that would else guess another encoding look for it."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


def lines(
    rows: Iterable[Mapping[str, Any]], columns: Sequence[str], *, labels: Mapping[str, str] | None = None,
    bom: bool = False, header: bool = True,
) -> Iterator[bytes]:  # fmt: skip
    """The header, then each row, as bytes; a value that a row has not is an empty cell.

    ``labels`` are names of columns for people, in place of the columns' own.
    """
    writer = csv.writer(_Echo())
    if bom:
        yield BOM
    if header:
        yield _encoded(writer.writerow([cell((labels or {}).get(column, column)) for column in columns]))
    for row in rows:
        yield _encoded(writer.writerow([cell(row.get(column)) for column in columns]))


def cell(value: Any) -> Any:
    """A value as it may stand in a spreadsheet."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _encoded(line: str) -> bytes:
    return line.encode("utf-8")
