"""The format told from its models: the JSON Schema for text editors, and the tables of the guide."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import FieldDoesNotExist

from .report import BLANK
from .rows import MODELS
from .schema import TABLES, Document

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
SCHEMA, GUIDE = DOCS / "seed-document.schema.json", DOCS / "seed-document.md"

_PART = re.compile(r"(<!-- (\w+): made by reference.py -->\n).*?(<!-- end -->)", re.DOTALL)


def write() -> None:
    """Bring both files in step with the models."""
    for path, text in current().items():
        path.write_text(text, encoding="utf-8")


def current() -> dict[Path, str]:
    """What the files hold when they are in step."""
    schema = Document.model_json_schema() | {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    guide = GUIDE.read_text(encoding="utf-8")
    return {
        SCHEMA: json.dumps(schema, indent=2, ensure_ascii=False) + "\n",
        GUIDE: _PART.sub(lambda part: f"{part[1]}\n{_table(part[2])}\n{_example(part[2])}\n{part[3]}", guide),
    }


def _table(kind: str) -> str:
    return "\n".join(["| field | type | meaning |", "|---|---|---|", *_rows(kind), ""])


def _rows(kind: str) -> Iterator[str]:
    model = TABLES[kind]
    schema = model.model_json_schema()
    for name, told in schema["properties"].items():
        required = " **Required.**" if name in schema.get("required", ()) else ""
        default = told.get("default")
        if default not in ("", [], None, False):
            required = f" If left out: `{default}`."
        yield f"| `{name}` | {_type(kind, name, told)} | {told['description']}{required} |"


def _type(kind: str, name: str, told: dict[str, Any]) -> str:
    model = TABLES[kind]
    if name in model.dates:
        return "date"
    if name in model.prose:
        return "prose"
    told = told.get("anyOf", [told])[0]
    if "enum" in told:
        return " ".join(f"`{choice}`" for choice in told["enum"])
    if told["type"] == "array":
        return "two whole numbers" if "prefixItems" in told else "list of texts"
    if told["type"] != "string":
        return {"integer": "whole number", "number": "number", "boolean": "`true` or `false`"}[told["type"]]
    try:
        longest = getattr(MODELS[kind]._meta.get_field(name), "max_length", None)
    except FieldDoesNotExist:
        longest = told.get("maxLength")
    return f"text, up to {longest}" if longest else "text"


def _example(kind: str) -> str:
    """The records of this kind in the document to start from."""
    blocks = re.sub(r"(?m)^# (\[\[|[a-z_]+ = )", r"\1", BLANK.read_text(encoding="utf-8")).split("\n\n")
    found = [block[block.index("[[") :] for block in blocks if f"[[{kind}]]" in block]
    return "\n".join(["```toml", "\n\n".join(block.strip() for block in found), "```", ""])
