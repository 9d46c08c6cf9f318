"""Linked data against its vocabularies: each type and property is there, and stands where it may.

Of schema.org all types and properties are in schema_org.json; of the Web Annotation Data Model
(https://www.w3.org/TR/annotation-model/) the few terms that are used here are below.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_SCHEMA = json.loads((Path(__file__).parent / "schema_org.json").read_text("utf-8"))
TYPES: dict[str, list[str]] = _SCHEMA["types"]
PROPERTIES: dict[str, tuple[list[str], list[str]]] = _SCHEMA["properties"]

SCHEMA, ANNOTATIONS = "https://schema.org", "http://www.w3.org/ns/anno.jsonld"
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))?)?)?")
_URL = re.compile(r"https?://\S+")
_LITERALS = {
    "Text": lambda value: isinstance(value, str),
    "URL": lambda value: isinstance(value, str) and _URL.fullmatch(value),
    "Date": lambda value: isinstance(value, str) and _ISO.fullmatch(value),
    "DateTime": lambda value: isinstance(value, str) and _ISO.fullmatch(value),
    "Integer": lambda value: isinstance(value, int),
}

# Of each type: what it must have, and what it may have.
_NEEDED_AND_ALLOWED = {
    "AnnotationCollection": ({"id", "label", "total", "first"}, set()),
    "AnnotationPage": ({"id", "items", "partOf", "startIndex"}, set()),
    "Annotation": ({"id", "target", "motivation"}, {"body"}),
    "TextualBody": ({"value"}, {"format", "language", "purpose", "dcterms:isPartOf"}),
    "SpecificResource": ({"source"}, {"id", "selector", "creator"}),
    "FragmentSelector": ({"value", "conformsTo"}, set()),
    "TextQuoteSelector": ({"exact"}, {"prefix", "suffix"}),
    "Text": ({"id"}, {"language"}),
    None: (set(), {"id", "name"}),
}
_MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying",
    "linking", "moderating", "questioning", "replying", "tagging",
}  # fmt: skip


def problems(told: Any) -> list[str]:
    """What is wrong with linked data, a sentence each; ``told`` is one document or a list of them."""
    found = []
    for document in told if isinstance(told, list) else [told]:
        context = document.get("@context")
        body = {name: value for name, value in document.items() if name != "@context"}
        if context == SCHEMA:
            found += _schema(body, set())
        elif context == ANNOTATIONS:
            found += _annotation(body)
        else:
            found.append(f"{context} is no context of ours")
    return found


def above(kind: str) -> set[str]:
    """A type with all its supertypes."""
    return {kind}.union(*(above(wider) for wider in TYPES[kind]))


def nodes(told: Any) -> Iterator[dict]:
    """Every object in linked data, from the outside in."""
    if isinstance(told, dict):
        yield told
    for inner in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from nodes(inner)


def _schema(node: dict, expected: set[str], within: str = "") -> Iterator[str]:
    """``expected`` are the types that the node may have; one without a type must fit one of them."""
    kind = node.get("@type")
    if kind and kind not in TYPES:
        yield f"schema.org has no type {kind}"
        return
    kinds = above(kind) if kind else set().union(*(above(one) for one in expected if one in TYPES))
    role = "Role" in kinds and within
    if kind and expected and not (kinds & expected or role):
        yield f"{within} takes no {kind}"
    for name, value in node.items():
        if name == "@reverse":
            for reverse, values in value.items():
                yield from _reversed(reverse, values, kinds)
        elif not name.startswith("@"):
            yield from _property(name, value, kinds, carries=role)


def _property(name: str, value: Any, kinds: set[str], carries: str | bool) -> Iterator[str]:
    """A property of a node of ``kinds``; a role ``carries`` the property in which it stands, once more."""
    if name not in PROPERTIES:
        yield f"schema.org has no property {name}"
        return
    domains, ranges = PROPERTIES[name]
    if not kinds & set(domains) and name != carries:
        yield f"{name} does not belong to {sorted(kinds)}"
    for one in value if isinstance(value, list) else [value]:
        yield from _value(name, one, set(ranges))


def _reversed(name: str, value: Any, kinds: set[str]) -> Iterator[str]:
    domains, ranges = PROPERTIES.get(name, ([], []))
    if not kinds & set(ranges):
        yield f"{name} leads to no {sorted(kinds)}"
    for one in value if isinstance(value, list) else [value]:
        yield from _schema(one, set(domains), f"the beginning of {name}")


def _value(name: str, value: Any, ranges: set[str]) -> Iterator[str]:
    if isinstance(value, dict) and "@value" in value:
        value = value["@value"]
    if isinstance(value, dict):
        if set(value) != {"@id"}:
            yield from _schema(value, ranges, name)
        elif not _URL.fullmatch(value["@id"]):
            yield f"{name} leads to {value['@id']}"
    elif not any(_LITERALS[kind](value) for kind in ranges & _LITERALS.keys()):
        yield f"{name} is {value!r}, not one of {sorted(ranges)}"


def _annotation(node: dict) -> Iterator[str]:
    kind = node.get("type")
    if kind not in _NEEDED_AND_ALLOWED:
        yield f"annotations here have no type {kind}"
        return
    needed, allowed = _NEEDED_AND_ALLOWED[kind]
    names = set(node) - {"type"}
    yield from (f"{kind} lacks {name}" for name in needed - names)
    yield from (f"{kind} has {name}" for name in names - needed - allowed)
    yield from (
        f"{node[name]} is no motivation"
        for name in ("motivation", "purpose")
        if name in node and node[name] not in _MOTIVATIONS
    )
    if "id" in node and not _URL.fullmatch(node["id"]):
        yield f"{node['id']} is no address"
    for value in node.values():
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                yield from _annotation(inner)
