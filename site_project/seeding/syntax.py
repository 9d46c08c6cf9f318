"""A file as TOML: whatever keeps it from being read is told by line, with what to look for there."""

import re
import tomllib
from pathlib import Path
from typing import Any

from .problems import Problem, Refused

_ERROR = re.compile(r"(?P<what>.*?) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)", re.DOTALL)

# How the parser's sentences begin, and what is usually the matter.
_LOOK_FOR = [
    ("Invalid value", "a value is missing or stands without quotes; text stands in quotes, true and false do not"),
    ("Expected '='", 'a field is written as name = "value"'),
    ("Invalid statement", 'a line is [[table]], name = "value", or a # comment'),
    ("Invalid initial character", 'a line is [[table]], name = "value", or a # comment'),
    ("Unclosed array", "a list is not closed, or a comma is missing in it"),
    ("Unclosed inline table", "a table in braces is not closed, or a comma is missing in it"),
    ("Unterminated string", "a text is not closed: look for the missing quotes"),
    ("Expected newline", r"something stands after the value; a quote inside a text is written \""),
    ("Illegal character '\\n'", 'a text is not closed on its line; one of several lines stands between """ and """'),
    ("Illegal character", "there is a control character; take it out"),
    ("Found invalid character", "there is a control character; take it out"),
    ("Unescaped '\\'", r"a backslash in a text is written \\"),
    ("Escaped character", "a character written by its number does not exist"),
    ("Cannot overwrite", "this name is used already in this record, or at the top of the document"),
    ("Cannot declare", "this table was begun in another way before; each record begins with [[table]]"),
    ("Cannot mutate", "this table was begun in another way before; each record begins with [[table]]"),
    ("Duplicate inline table key", "this name is used already in these braces"),
    ("Expected ']", "the head of a record is not closed; it is written [[table]]"),
    ('Expected "]', "the head of a record is not closed; it is written [[table]]"),
    ("Invalid date", "this day or time does not exist; dates stand in quotes"),
]


def load(path: Path) -> tuple[dict[str, Any], str]:
    """The document's tables and its text; raises ``Refused`` with one problem."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _refused(path, f"cannot be read: {error.strerror}.") from error
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refused(path, "is UTF-16 text; save it as UTF-8.")
    if 0 in data:
        raise _refused_at(_line_at(data, data.index(0)), "there is a NUL character, which no text holds; take it out.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused_at(_line_at(data, error.start), "this is not UTF-8 text; save the document as UTF-8.") from error
    if not text.strip():
        raise _refused(path, "is empty; seed_article --new FILE writes a document to start from.")
    try:
        return tomllib.loads(text), text
    except tomllib.TOMLDecodeError as error:
        raise Refused([_told(str(error), text)]) from error
    except RecursionError as error:
        raise _refused(path, "is not TOML that can be read: brackets stand too deep in each other.") from error
    except ValueError as error:  # what Python itself refuses, as a whole number of thousands of digits
        raise _refused(path, "is not TOML that can be read: it holds a number of too many digits.") from error


def _told(error: str, text: str) -> Problem:
    found = _ERROR.fullmatch(error)
    what, line, column = (found["what"], found["line"], found["column"]) if found else (error, None, None)
    look = next((look for start, look in _LOOK_FOR if what.startswith(start)), what[:1].lower() + what[1:])
    if line and what.startswith("Cannot overwrite"):  # told for the end of the line
        name = text.split("\n")[int(line) - 1].split("=")[0].strip()
        return Problem(int(line), "", name, "stands already in this record, or at the top of the document.")
    if line:
        return Problem(int(line), "", "", f"this is not TOML from column {column} on: {look}.")
    # Nothing after the last quotation mark of a text that is not closed can close it: there it begins.
    opened = max(text.rfind('"""'), text.rfind("'''")) if what.startswith("Unterminated") else -1
    number = text.count("\n", 0, opened if opened >= 0 else len(text.rstrip())) + 1
    return Problem(number, "", "", f"this is not TOML: {look}.")


def _line_at(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1


def _refused(path: Path, words: str) -> Refused:
    return Refused([Problem(0, str(path), "", words)])


def _refused_at(line: int, words: str) -> Refused:
    return Refused([Problem(line, "", "", words)])
