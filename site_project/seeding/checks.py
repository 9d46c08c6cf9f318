"""What no record can see of itself: doubles, references that lead nowhere, facts that rest on nothing.

A record that fails its own schema is looked at too, as far as its other fields go, so that it hides nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import DecimalField, F, Model, UniqueConstraint, URLField
from django.utils.text import Truncator

from entries import kinds
from sources import dates, locators, prose

from .lines import Lines
from .problems import Problem, meant
from .records import PARENT, Entry, Record, Stated
from .rows import MODELS
from .schema import Milestone, Passage, Statement, Zone

ASKED = 200
"""Problems up to which a suggestion is looked for: each is sought among all keys of its kind."""


@dataclass
class Taken:
    """A record as far as it could be read, its name in sentences, and its fields that could not."""

    record: Record
    where: str
    bad: set[str] = field(default_factory=set)


class Checks:
    """All checks over the records of a document; ``keys`` is the line of each record by kind and key."""

    def __init__(self, taken: list[Taken], keys: dict[str, dict[str, int]], lines: Lines):
        self.taken, self.keys, self.lines = taken, keys, lines
        statements: list[Any] = [one.record for one in taken if isinstance(one.record, Statement)]
        self.stated = {(statement.entry, statement.field) for statement in statements}
        self.unsure = any(not self._is_of_a_field(one) for one in taken if isinstance(one.record, Statement))
        self.asked = 0

    def overall(self) -> Iterator[Problem]:
        yield from self._doubles()
        yield from self._loops()

    def of(self, one: Taken) -> Iterator[Problem]:
        yield from self._references(one)
        for name, words in [*_limits(one.record), *_dates(one.record), *self._rules(one)]:
            if name not in one.bad:
                yield self._problem(one, name, words)

    def _problem(self, one: Taken, name: str, words: str) -> Problem:
        return Problem(self.lines.of(one.record.kind, one.record._index, name), one.where, name, words)

    def _references(self, one: Taken) -> Iterator[Problem]:
        for name, kind, key in dict.fromkeys(one.record.references):
            if name not in one.bad and key not in self.keys[kind]:
                yield self._problem(one, name, f'there is no {kind} "{key}"{self._meant(name, kind, key)}')

    def _meant(self, name: str, kind: str, key: str) -> str:
        self.asked += 1
        if self.asked > ASKED:
            return "."
        if name in ("entry", "organisation", "subjects"):
            for other in ("company", "zone", "person"):
                if key in self.keys[other] and (name, other) != ("organisation", "person"):
                    return f'; did you mean "{other}/{key}"?'
        return meant(key, self.keys[kind])

    def _doubles(self) -> Iterator[Problem]:
        """Rows that the database would take for one: by each constraint of the models over fields of one record."""
        for kind, model in MODELS.items():
            for rule in _unique(model):
                seen: dict[tuple, Taken] = {}
                for one in self.taken:
                    if one.record.kind != kind or one.bad & set(rule):
                        continue
                    value = tuple(_value(one.record, name) for name in rule)
                    first = seen.setdefault(value, one)
                    if first is not one and first.record.ref != one.record.ref:
                        line = self.lines.of(kind, first.record._index)
                        words = f"the same {' and '.join(rule)} as {first.where} on line {line}."
                        yield self._problem(one, rule[-1], words)

    def _loops(self) -> Iterator[Problem]:
        for kind, name in PARENT.items():
            found = {one.record.ref: one for one in self.taken if one.record.kind == kind and name not in one.bad}
            done: set[str] = set()
            for start in found:
                way: list[str] = []
                key = start
                while key and key in found and key not in done:
                    done.add(key)
                    way.append(key)
                    key = getattr(found[key].record, name, "")
                if key and key in way:
                    circle = [*way[way.index(key) :], key]
                    told = " → ".join(f'"{member}"' for member in circle)
                    yield self._problem(found[key], name, f"runs in a circle: {told}.")

    def _rules(self, one: Taken) -> Iterator[tuple[str, str]]:
        record: Any = one.record
        if isinstance(record, Stated) and not record.passages and not record.editorial and "editorial" not in one.bad:
            yield "passages", "name a passage, or say editorial = true."
        if isinstance(record, Entry) and record.slug:
            yield from self._fields(record)
        for name in record.prose:
            for text in prose.uncited("" if name in one.bad else getattr(record, name)):
                words = Truncator(text).chars(60)
                yield name, f"“{words}” has no passage: end it with [@key], or with [@editorial] if it is said by us."
        if _good(one, Statement, "entry", "field"):
            known = kinds.get(record.entry.split("/")[0]).cited_fields
            if record.field not in known:
                close = meant(record.field, known)
                others = f"; it may be {', '.join(known)}." if close == "." else close
                yield "field", f'a {record.entry.split("/")[0]} cites no field "{record.field}"{others}'
        if _good(one, Milestone, "derived_from", "derived_from_value", "date"):
            if bool(record.derived_from) != bool(record.derived_from_value):
                yield "derived_from_value", "goes with derived_from, as the date that this one was derived from."
            elif record.derived_from and not record.date:
                yield "date", "is missing: derived_from says that it was derived."
        if _good(one, Zone, "latitude", "longitude") and (record.latitude is None) != (record.longitude is None):
            given, other = ("latitude", "longitude") if record.longitude is None else ("longitude", "latitude")
            yield given, f"goes with {other}: give both, or neither."
        if _good(one, Passage, "opens", "closes") and (problem := locators.too_long(record.opens, record.closes)):
            yield "opens", problem
        if _good(one, Passage, "words") and record.words and record.words[0] > record.words[1]:
            yield "words", "the first word comes after the last."

    def _fields(self, record: Entry) -> Iterator[tuple[str, str]]:
        """Filled fields of which nothing says where they are from."""
        for name in kinds.get(record.kind).cited_fields:
            if getattr(record, name) and (f"{record.kind}/{record.slug}", name) not in self.stated and not self.unsure:
                yield name, "no statement says where it is from."

    def _is_of_a_field(self, one: Taken) -> bool:
        """Whether it is known which field a statement is about; if of one it is not, that is told instead."""
        record: Any = one.record
        if not _good(one, Statement, "entry", "field"):
            return False
        kind, key = record.entry.split("/")
        return key in self.keys[kind] and record.field in kinds.get(kind).cited_fields


def _unique(model: type[Model]) -> Iterator[tuple[str, ...]]:
    """Fields that no two rows of the model may share."""
    for rule in model._meta.constraints:
        if isinstance(rule, UniqueConstraint) and rule.condition is None:
            yield tuple(rule.fields) or tuple(part.name for part in rule.expressions if isinstance(part, F))  # type: ignore[attr-defined]
    yield from ((item.name,) for item in model._meta.local_fields if item.unique and item.name == "name")


def _good(one: Taken, model: type[Record], *names: str) -> bool:
    return isinstance(one.record, model) and not one.bad.intersection(names)


def _value(record: Record, name: str) -> Any:
    return getattr(record, "type" if (record.kind, name) == ("presence", "kind") else name, "")


def _dates(record: Record) -> Iterator[tuple[str, str]]:
    for name in record.dates:
        try:
            dates.parse(getattr(record, name))
        except ValidationError as error:
            yield name, error.messages[0]


def _limits(record: Record) -> Iterator[tuple[str, str]]:
    """What the columns hold: numbers of characters, and whole web addresses."""
    meta = MODELS[record.kind]._meta
    for name in record.model_fields_set:
        value = getattr(record, name)
        if name == "authors" and isinstance(value, list):
            value = ", ".join(map(str, value))
        if not isinstance(value, str) or name == "type" or (name == "key" and record.kind != "passage"):
            continue
        column: Any = meta.get_field(name)
        if column.is_relation or isinstance(column, DecimalField):
            continue
        if column.max_length and len(value) > column.max_length:
            yield name, f"has {len(value)} characters; at most {column.max_length} fit."
        elif isinstance(column, URLField) and value and not _is_address(value):
            yield name, "is not a whole web address, as https://example.org/."


def _is_address(value: str) -> bool:
    try:
        URLValidator()(value)
    except ValidationError:
        return False
    return True
