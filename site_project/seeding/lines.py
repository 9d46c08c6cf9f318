"""On which line a record or a field of a TOML document stands. The parser of the standard library does not say."""

import re
from collections import Counter

# Strings and comments, longest delimiters first; what is in them must not be read as a table or a key.
_OPAQUE = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*",
    re.DOTALL,
)
_TABLE = re.compile(r"\s*\[\[\s*([\w-]+)\s*\]\]\s*")
_KEY = re.compile(r"\s*([\w-]+)\s*=")

Place = tuple[str, int, str]
"""Table, index of the record in it, and field; a blank field is the record's own head."""


def places(text: str) -> dict[Place, int]:
    """Line, from 1, of each record of an array of tables and of each of its fields, and of top-level fields.

    ``text`` is TOML that parses. Top-level fields stand under the table ``""`` and index 0.
    """
    bare = _OPAQUE.sub(lambda found: re.sub(r"[^\n]", " " if found[0][0] == "#" else "_", found[0]), text)
    found: dict[Place, int] = {}
    seen: Counter[str] = Counter()
    table, index, depth = "", 0, 0
    for number, line in enumerate(bare.split("\n"), 1):
        head = _TABLE.fullmatch(line) if depth == 0 else None
        if head:
            table, index = head[1], seen[head[1]]
            seen[table] += 1
            found[table, index, ""] = number
            continue
        if depth == 0 and (key := _KEY.match(line)):
            found.setdefault((table, index, key[1]), number)
        depth += line.count("[") - line.count("]")
    return found
