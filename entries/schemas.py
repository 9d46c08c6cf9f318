"""Entries as plain data. Each kind extends ``Entry``; what relates entries is added by name (``entries.relations``)."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sources.schemas import Data, Date, Evidence, Said


class Neighbour(Data):
    """Another entry, as far as it must be known to be named and found."""

    id: UUID
    """Stays the same when the entry is renamed or moved."""
    kind: str
    """company, zone, person or milestone; more kinds may follow."""
    name: str
    """What the entry is called."""
    url: str
    """Its page."""


class Alias(Data):
    """Another name of an entry."""

    name: str
    """The name."""
    language: str
    """As en or zh-Hans."""
    evidence: Evidence
    """What the name rests on."""


class Fact(Data):
    """One field of an entry, stated or looked for in vain."""

    field: str
    """The field's own name, as founded; more may follow."""
    label: str
    """The field's name for people."""
    value: str | None
    """What is stated, in words; null where no source states it."""
    date: Date | None
    """The value, where it is a date."""
    entry: Neighbour | None
    """The value, where it is another entry."""
    evidence: Evidence | None
    """What it rests on; of a blank field, why it is blank; null where nothing is said about that."""


class Figure(Data):
    """A number that a source states, with what it covers and when."""

    id: UUID
    """Stays the same."""
    entry: Neighbour
    """Of which it is stated."""
    label: str
    """What is counted or measured."""
    comparator: Literal["=", "<", ">", "≈"]
    """Whether it is the value, less, more, or about so much."""
    value: int | float
    """The number, of at most 15 digits."""
    unit: str | None
    """Its unit."""
    scope: str | None
    """What it covers, as worded."""
    as_of: Date | None
    """When it held."""
    worded: str | None
    """The number in the source's words."""
    evidence: Evidence
    """What it rests on."""


class Tag(Data):
    """A word under which entries are listed together."""

    slug: str
    """Names the tag in addresses."""
    name: str
    """The word."""
    url: str
    """Its page."""


class TagInFull(Tag):
    """A tag with what is said of it."""

    id: UUID
    """Stays the same whatever the tag is called."""
    description: str | None
    """Markdown, with passages cited as [@key]."""
    statements: list[Said]
    """What the description states, each statement with its passages."""


class Rendition(Data):
    """A picture in one format and width."""

    url: str
    """Where the file lies; it never changes."""
    type: str
    """Media type, as image/avif."""
    width: int
    """In pixels."""


class Picture(Data):
    """An entry's picture."""

    url: str
    """The picture in full size."""
    width: int
    """In pixels."""
    height: int
    """In pixels."""
    alt: str | None
    """The picture in words; null where it is decorative."""
    credit: str | None
    """Whose picture it is."""
    focus: tuple[float, float]
    """The point that matters most: from the left and from the top, each from 0 to 1."""
    renditions: list[Rendition]
    """Smaller copies and other formats."""


class Entry(Data):
    """Whatever has a page of its own."""

    id: UUID
    """Stays the same when the entry is renamed or moved."""
    kind: str
    """company, zone, person or milestone; more kinds may follow."""
    slug: str
    """Names the entry in its address; unique within its kind, and may change."""
    name: str
    """What the entry is called."""
    url: str
    """Its page."""
    data_url: str
    """The entry as JSON."""
    summary: str | None
    """One or two sentences; what they rest on is the fact named summary."""
    body: str | None
    """The account: Markdown, with passages cited as [@key]."""
    statements: list[Said]
    """What the account states, each statement with its passages."""
    aliases: list[Alias]
    """Other names."""
    facts: list[Fact]
    """Fields that are stated, explained, or looked for in vain."""
    figures: list[Figure]
    """Numbers that sources state."""
    disagreements: list[list[UUID]]
    """Figures, by id, of which sources disagree: they cannot all be true."""
    tags: list[Tag]
    """By name."""
    picture: Picture | None
    """Null where there is none."""
    published_at: datetime
    """When it was published first."""
    updated_at: datetime
    """When it was last changed."""
    more: list[str] = []
    """Names of relations of which there are more rows than stand here."""
