"""On which line a record or a field of a TOML document stands. The parser of the standard library does not say."""

import re
from collections import Counter
from functools import cached_property

# Strings and comments, longest delimiters first; what is in them must not be read as a table or a key.
_OPAQUE = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*",
    re.DOTALL,
)
_TABLE = re.compile(r"\s*(\[{1,2})\s*([\w-]+)\s*(\.[^\[\]]*)?\]{1,2}\s*")
_KEY = re.compile(r"\s*([\w-]+)\s*[=.]")

Place = tuple[str, int, str]
"""Table, index of the record in it, and field; a blank field is the record's own head."""


def places(text: str) -> dict[Place, int]:
    """Line, from 1, of each record of an array of tables and of each of its fields, and of top-level fields.

    ``text`` is TOML that parses. Top-level fields stand under the table ``""`` and index 0.
    """
    bare = _OPAQUE.sub(lambda found: re.sub(r"[^\n]", " " if found[0][0] == "#" else "_", found[0]), text)
    found: dict[Place, int] = {}
    seen: Counter[str] = Counter()
    table, index, depth, inside = "", 0, 0, False
    for number, line in enumerate(bare.split("\n"), 1):
        head = _TABLE.fullmatch(line) if depth == 0 else None
        if head:
            table, inside = head[2], bool(head[3])
            if inside:  # a table within a record, which no document may hold, stands as a field of it
                index = max(seen[table] - 1, 0)
                found.setdefault((table, index, head[3].strip(". ").split(".")[0]), number)
            else:
                index = seen[table]
                seen[table] += 1
                found[table, index, ""] = number
            continue
        if depth == 0 and not inside and (key := _KEY.match(line)):
            found.setdefault((table, index, key[1]), number)
        depth += line.count("[") - line.count("]")
    return found


class Lines:
    """The places of a text, looked for when the first one is asked for."""

    def __init__(self, text: str):
        self._text = text

    @cached_property
    def _places(self) -> dict[Place, int]:
        return places(self._text)

    def of(self, table: str, index: int, field: str = "") -> int:
        """The line of the field, else of the record's head, else of the table, else the first."""
        ways: list[Place] = [(table, index, field), (table, index, ""), ("", 0, table)]
        return next((self._places[way] for way in ways if way in self._places), 1)
