"""Entries as linked data: statements become properties of schema.org where it has one that says the same.

Each kind registers its type and which property says the same as which cited field; the sections of a page say the
same of their rows (``Section.linked``). A statement that is no plain report, or that schema.org has no property for,
becomes a claim about the entry instead, so that nothing planned, claimed or quoted stands there as a fact.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from sources import linked
from sources.annotations import absolute
from sources.dates import EDTFField, parse
from sources.linked import Node, Said
from sources.models import Cited

from . import facts
from .models import Entry, Tag
from .paging import Count, Page
from .sections import Filled


@dataclass(frozen=True)
class Linked:
    """A statement, and the property that says the same with its value; a property of the value, where ``reverse``.

    ``said`` is None for what relates entries without being a statement. ``property`` is blank where schema.org has
    none, and None for a statement that is not about the entry. ``wrapped`` where the value itself tells whether it is
    a plain report.
    """

    said: Said | None
    property: str | None = ""
    value: Any = None
    reverse: bool = False
    wrapped: bool = False


@dataclass(frozen=True)
class Kind:
    """Type of a kind's nodes, property by cited field, and what else an entry of it says of itself."""

    type: str
    properties: dict[str, str]
    own: Callable[[Any], Node]


_kinds: dict[str, Kind] = {}


def register(model: type[Entry], kind: str, properties: dict[str, str], own: Callable[[Any], Node] | None = None):
    """Say how entries of a model are told; ``own(entry)`` may give them another ``@type``."""
    _kinds[model.KIND] = Kind(kind, {"summary": "description"} | properties, own or (lambda _entry: {}))


def reference(entry: Entry) -> Node:
    """An entry as others name it."""
    url = absolute(entry.get_absolute_url())
    return {"@type": _kinds[entry.kind].type, "@id": f"{url}#{entry.kind}", "name": entry.name, "url": url}


def detail(entry: Entry, found: dict[str, facts.FieldFact], sections: Iterable[Filled]) -> list[Node]:
    """The page of an entry, from what its view has at hand."""
    stated = [*_fields(entry, found), *_aliases(entry), *_figures(entry), *_rows(sections)]
    node = reference(entry) | {"identifier": f"urn:uuid:{entry.id}"} | _kinds[entry.kind].own(entry)
    for one in stated:
        _add(node, one)
    said = [Said.of(entry, entry.name)] if isinstance(entry, Cited) else []
    said += [one.said for one in stated if one.said]
    said += linked.in_prose(entry.body, entry.cited.all())
    return linked.page(
        "ItemPage", entry.get_absolute_url(), entry.name, said, mainEntity=node,
        dateModified=entry.updated_at.isoformat(timespec="seconds"), **_keywords(entry),
    )  # fmt: skip


def listing(path: str, name: str, page: Page, count: Count, tag: Tag | None = None) -> list[Node]:
    """A page of a list, of all that has the tag if one is given."""
    rows: Node = {
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "url": absolute(row.get_absolute_url()), "name": str(row)} for row in page.rows
        ],
    }
    if not count.over:
        rows["numberOfItems"] = count.number
    said = [Said.of(row, str(row)) for row in page.rows if isinstance(row, Cited)]
    if tag:
        said += linked.in_prose(tag.description, tag.cited.all())
    about = {"about": {"@type": "DefinedTerm", "name": tag.name, "url": absolute(path)}} if tag else {}
    return linked.page("CollectionPage", path, capfirst(name), said, mainEntity=rows, **about)


def _fields(entry: Entry, found: dict[str, facts.FieldFact]) -> Iterator[Linked]:
    properties = _kinds[entry.kind].properties
    for fact in found.values():
        if fact.value and fact.statement:
            text = fact.value if fact.field == "summary" else facts.worded(fact.label, fact.value)
            said = Said.of(fact.statement, text)
            yield Linked(said, properties.get(fact.field, ""), _value(entry, fact))


def _value(entry: Entry, fact: facts.FieldFact) -> Any:
    """A field's value as schema.org has it; blank for a date that ISO 8601 cannot say as precisely as it is known."""
    field: Any = entry._meta.get_field(fact.field)
    if isinstance(field, EDTFField):
        return parse(getattr(entry, fact.field)).machine
    return reference(getattr(entry, fact.field)) if field.is_relation else fact.value


def _aliases(entry: Entry) -> Iterator[Linked]:
    for alias in entry.aliases.all():
        name = {"@value": alias.name, "@language": alias.language}
        yield Linked(Said.of(alias, facts.also_called(alias)), "alternateName", name)


def _figures(entry: Entry) -> Iterator[Linked]:
    """Claims, all of them: a number means little without what it covers and when."""
    for figure in entry.figures.all():
        said = Said.of(figure, str(figure))
        more = {"description": figure.scope, "temporalCoverage": figure.as_of_date.machine}
        node = linked.claim(said) | {name: value for name, value in more.items() if value}
        yield Linked(said, "subjectOf", node, wrapped=True)


def _rows(sections: Iterable[Filled]) -> Iterator[Linked]:
    for filled in sections:
        if tell := filled.section.linked:
            for row in filled.rows:
                yield tell(row)


def _add(node: Node, one: Linked) -> None:
    if one.property is None or (one.said and not one.said.traced):
        return
    # Within a claim, what is said of it is claimed with it.
    firm = one.wrapped or one.said is None or one.said.plain or node["@type"] == "Claim"
    if one.property and one.value and firm:
        _append(node.setdefault("@reverse", {}) if one.reverse else node, one.property, one.value)
    elif one.said:
        _append(node, "subjectOf", linked.claim(one.said))


def _append(node: Node, name: str, value: Any) -> None:
    """Give a property a value, or one more."""
    before = node.get(name, [])
    node[name] = [*(before if isinstance(before, list) else [before]), value] if before else value


def _keywords(entry: Entry) -> Node:
    tags = sorted(tagged.tag.name for tagged in entry.tagged.all())
    return {"keywords": tags} if tags else {}
