"""What the tables of a seed document share: the kinds of their fields, and how records name each other."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, StringConstraints

from sources import prose

NO_NUL = r"^[^\x00]*$"  # PostgreSQL keeps none
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ENTRY = r"^(company|zone|person|milestone)/[a-z0-9-]+$"
SUBJECT = r"^(company|zone|person)/[a-z0-9-]+$"
ORGANISATION = r"^(company|zone)/[a-z0-9-]+$"
DIGEST = r"^([0-9a-f]{64})?$"
LETTERS = r"^[1-9]\d*( [1-9]\d*)*$"
# 15 digits in all: SQLite keeps no more of them.
NUMBER = r"^-?(\d{1,15}|\d{1,13}\.\d{1,2}|\d{1,11}\.\d{3,4}|\d{1,9}\.\d{5,6})$"

Text = Annotated[str, StringConstraints(strip_whitespace=True, pattern=NO_NUL)]
Filled = Annotated[str, StringConstraints(strip_whitespace=True, pattern=NO_NUL, min_length=1)]
Slug = Annotated[str, Field(pattern=SLUG, max_length=120)]
OptionalSlug = Annotated[str, Field(pattern=rf"{SLUG}|^$", max_length=120)]
WordNumber = Annotated[int, Field(ge=1, le=2**31 - 1)]
Reference = tuple[str, str, str]
"""Field, and kind and key of the record that it names."""


def says(description: str, **rules: Any) -> Any:
    return Field(description=description, **rules)


class Record(BaseModel):
    """One table of the document. ``prose`` names its Markdown fields, ``dates`` its EDTF ones."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
    kind: ClassVar[str]
    prose: ClassVar[tuple[str, ...]] = ()
    dates: ClassVar[tuple[str, ...]] = ()
    _index: int = PrivateAttr(0)

    @property
    def ref(self) -> str:
        """What other records name it by, beside its kind."""
        return getattr(self, "key", "") or getattr(self, "slug", "")

    @cached_property
    def references(self) -> Sequence[Reference]:
        return [*self._named(), *((field, "passage", key) for field in self.prose for key in self.cited(field))]

    def cited(self, field: str) -> list[str]:
        """Keys of the passages that a prose field cites."""
        text = getattr(self, field)
        return prose.keys(text) if "[@" in text else []  # since reading Markdown takes a while

    def _named(self) -> Iterator[Reference]:
        for field, kind in (("source", "source"), ("part_of", "zone"), ("company", "company"), ("zone", "zone"),
                            ("person", "person"), ("derived_from", "milestone")):  # fmt: skip
            if value := getattr(self, field, ""):
                yield field, kind, value
        for field in ("entry", "organisation"):
            if value := getattr(self, field, ""):
                yield field, *value.split("/")
        for value in getattr(self, "subjects", ()):
            yield "subjects", *value.split("/")
        yield from (("passages", "passage", key) for key in getattr(self, "passages", ()))
        yield from (("tags", "tag", slug) for slug in getattr(self, "tags", ()))


class Entry(Record):
    prose = ("body",)
    slug: Slug = says("Names the entry among those of its kind; part of its address.")
    name: Filled = says("Its name as readers see it.")
    summary: Text = says("One or two plain sentences; a statement must say where they are from.", default="")
    body: Text = says("The account.", default="")
    tags: list[Slug] = says("Slugs of its tags.", default=[])


class Stated(Record):
    """A record that states something: it names its passages, or is said by us."""

    passages: list[Slug] = says("Keys of the passages that it rests on.", default=[])
    reading: Text = says("How we read the wording, as the rule by which a date is derived.", default="")
    editorial: bool = says("Said by us, without a passage, and shown as such.", default=False)


PARENT = {"zone": "part_of", "milestone": "derived_from"}
"""The field by which a record names another of its kind."""


def parents_first(records: list[Any]) -> Iterator[Any]:
    """The records in their order, but each after the one of its kind that it names."""
    if not records or records[0].kind not in PARENT:
        yield from records
        return
    field, found, placed = PARENT[records[0].kind], {record.ref: record for record in records}, set()
    for record in records:
        line = []
        while record is not None and record.ref not in placed:
            placed.add(record.ref)
            line.append(record)
            record = found.get(getattr(record, field))
        yield from reversed(line)
