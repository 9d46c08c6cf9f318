"""What is wrong with a document, as sentences: line, record, field, and what to write instead."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Any, get_args

from . import records
from .schema import TABLES


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. ``line`` is 0 where there is none; ``where`` is the record, as ``role "gamma"``."""

    line: int
    where: str
    field: str
    words: str

    def __str__(self) -> str:
        place = ", ".join(filter(None, [f"line {self.line}" if self.line else "", self.where, self.field]))
        return f"{place}: {self.words}" if place else self.words

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"sentence": str(self)}


class Refused(ValueError):
    """Raised with everything that stands against a document; nothing is written."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(problems, key=lambda problem: problem.line)
        super().__init__("\n".join(map(str, self.problems)))


def meant(word: str, known: Iterable[str]) -> str:
    """The end of a sentence: a question for what was probably meant, or a full stop."""
    close = get_close_matches(str(word), list(known), n=1)
    return f'; did you mean "{close[0]}"?' if close else "."


_PATTERNS = {
    records.NO_NUL: "holds a NUL character; take it out.",
    records.SLUG: "must be small letters a to z and digits, with single hyphens between them.",
    records.ENTRY: "must be company/, zone/, person/ or milestone/ and a slug, as company/alpha{meant}",
    records.SUBJECT: "must be company/, zone/ or person/ and a slug, as company/alpha{meant}",
    records.ORGANISATION: "must be company/ or zone/ and a slug, as company/alpha{meant}",
    records.DIGEST: "must be 64 digits and letters a to f, or be left out.",
    records.LETTERS: 'must be numbers with single spaces between them, as "4 5 3".',
    records.NUMBER: "must be a number of at most 15 digits, of which 6 may stand after the point.",
}
_PATTERNS[f"{records.SLUG}|^$"] = _PATTERNS[records.SLUG]

_SENTENCES = {
    "missing": "is missing.",
    "string_type": "must be text, in quotes.",
    "string_too_short": "is blank.",
    "string_too_long": "is longer than {max_length} characters.",
    "int_type": "must be a whole number, without quotes.",
    "int_from_float": "must be a whole number.",
    "int_parsing": "must be a whole number, without quotes.",
    "int_parsing_size": "is too large a number.",
    "float_type": "must be a number, without quotes.",
    "finite_number": "must be a number that ends.",
    "greater_than_equal": "must be at least {ge:g}.",
    "less_than_equal": "must be at most {le:.15g}.",
    "bool_type": "must be true or false, without quotes.",
    "list_type": "must be a list, in brackets.",
    "tuple_type": "must be two numbers in brackets, as [3, 12].",
    "model_type": "must be a table: begin it with [[{table}]] and give each field a line of its own.",
}


def of_schema(table: str, error: Mapping[str, Any], keys: Mapping[str, Iterable[str]]) -> str:
    """The sentence for one error that the schema found in a record; ``keys`` are those of each kind."""
    kind, value, context = error["type"], error.get("input"), error.get("ctx", {})
    field = str(error["loc"][0]) if error["loc"] else ""
    if field == "words" and kind in ("missing", "too_long"):
        return _SENTENCES["tuple_type"]
    if kind == "extra_forbidden":
        known = fields(table)
        close = meant(field, known)
        return "there is no such field" + (close if close != "." else f"; a {table} has {', '.join(known)}.")
    if kind == "literal_error":
        known = _choices(table, field)
        close = meant(str(value), known) if isinstance(value, str) else "."
        return f"must be {' or '.join(filter(None, [', '.join(known[:-1]), known[-1]]))}{close}"
    if kind == "string_pattern_mismatch":
        options = [f"{kind}/{key}" for kind in ("company", "zone", "person") for key in keys.get(kind, ())]
        same = [option for option in options if option.endswith(f"/{value}")]
        close = f'; did you mean "{same[0]}"?' if same else "."
        return _PATTERNS[context["pattern"]].format(meant=close)
    if kind == "too_short":
        return "must name at least one."
    return _SENTENCES.get(kind, "cannot stand here.").format(table=table, **context)


def fields(table: str) -> list[str]:
    return [field.alias or name for name, field in TABLES[table].model_fields.items()]


def _choices(table: str, field: str) -> list[str]:
    model = TABLES[table].model_fields
    return [str(choice) for choice in get_args(model["type" if field == "kind" else field].annotation)]
