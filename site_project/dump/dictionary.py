"""What lies in the zip beside the data: what each field means, and the licence."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from django.conf import settings
from pydantic import BaseModel

from . import contents
from .tables import columns

LICENCE = """\
The content's own words are under the Creative Commons Attribution 4.0 International licence (CC BY 4.0):
https://creativecommons.org/licenses/by/4.0/
Name {name}, {url}, and say what you changed.
What is quoted, the few words that open and close a passage, belongs to its sources.
"""

ABOUT = """\
# {name}: everything that is published

Made {moment} from {url}. The licence is in LICENSE.txt.

`*.jsonl` holds one JSON document a line, whole: an entry with its facts, figures, account and relations, each statement with the passages that it rests on. A relation stands with the entry that owns it. `csv/*.csv` is the same in flat tables; ids lead from one to another, `passages` holds keys of passages.csv.

What is not stated is null, in CSV an empty cell. Dates are EDTF (ISO 8601-2), times RFC 3339 in UTC. The files are UTF-8. In CSV a text that begins with =, +, -, @, a tab or a return has an apostrophe before it, so that no spreadsheet takes it for a formula.
"""  # noqa: E501


def texts(counts: Mapping[str, int], moment: datetime) -> dict[str, str]:
    """README and licence by file name; ``counts`` are lines and rows by file."""
    told = {"name": settings.SITE_NAME, "url": settings.SITE_URL}
    head = ABOUT.format(moment=moment.astimezone(UTC).isoformat(timespec="seconds"), **told)
    return {"README.md": "\n".join([head, *_files(counts)]), "LICENSE.txt": LICENCE.format(**told)}


def _files(counts: Mapping[str, int]) -> Iterator[str]:
    seen: dict[str, type[BaseModel]] = {}
    for name, schema in contents.tables().items():
        yield f"## csv/{name}.csv: {counts.get(f'csv/{name}.csv', 0)} rows\n\n{_about(schema)}\n"
        yield from (f"- `{column.name}`: {column.about}" for column in columns(schema))
        yield ""
    for file in contents.files():
        seen |= {file.schema.__name__: file.schema}
        yield f"## {file.name}.jsonl: {counts.get(f'{file.name}.jsonl', 0)} lines\n\n{_about(file.schema)}\n"
        yield from _fields(file.schema.model_json_schema(mode="serialization"))
        yield ""
    yield "## What stands within\n"
    for name, described in sorted(_inner(seen).items()):
        yield f"### {name}\n\n{described.get('description', '')}\n"
        yield from _fields(described)
        yield ""


def _inner(schemas: Mapping[str, type[BaseModel]]) -> dict[str, dict]:
    """Schemas that others are made of."""
    found: dict[str, dict] = {}
    for schema in schemas.values():
        found |= schema.model_json_schema(mode="serialization").get("$defs", {})
    return {name: described for name, described in found.items() if name not in schemas}


def _fields(described: dict) -> Iterator[str]:
    for name, field in described.get("properties", {}).items():
        yield f"- `{name}`: {field.get('description', '')}"


def _about(schema: type[BaseModel]) -> str:
    return " ".join((schema.__doc__ or "").split())
