"""What a seed document may hold: a model for each table. The guide and the JSON Schema are made of these."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from .lines import Lines
from .records import (
    DIGEST,
    ENTRY,
    LETTERS,
    NUMBER,
    ORGANISATION,
    SUBJECT,
    Entry,
    Filled,
    OptionalSlug,
    Record,
    Slug,
    Stated,
    Text,
    WordNumber,
    parents_first,
    says,
)  # fmt: skip

Standing = Literal["reported", "planned", "conditional", "claim", "opinion"]
PresenceKind = Literal["settled", "headquarters", "research", "production", "named"]
EntryRef = Annotated[str, Field(pattern=ENTRY)]


class Source(Record):
    """A publication that statements rest on."""

    kind = "source"
    prose = ("summary",)
    dates = ("published",)
    slug: Slug = says("Names the source; part of its address.")
    title: Filled = says("Its title, in our words.")
    publisher: Filled = says("Who published it; short, since notes name the source by it.")
    authors: list[Filled] = says("Names of the authors.", default=[])
    published: str = says("When it was published.", default="")
    language: Filled = says("Language of the text that was read, as en or zh-Hans.", default="en")
    translation: Text = says("By whom or what it was translated, and from which language.", default="")
    url: Text = says("Its web address.", default="")
    archive_url: Text = says("Web address of an archived copy.", default="")
    question: Text = says("The question it asks, in our words; home opens with it.", default="")
    summary: Text = says("What it is and says.", default="")
    rights: Literal["quote-only", "full-text"] = says("Whether its full text may be shown.", default="quote-only")
    notes: Text = says("Our remarks on it.", default="")
    text_digest: Annotated[str, Field(pattern=DIGEST)] = says(
        "SHA-256 of its normalised text; may be left out, then it is taken from the text.", default=""
    )
    shape: list[Annotated[str, Field(pattern=LETTERS)]] = says(
        "For each paragraph the number of letters of each word; may be left out, then it is taken from the text.",
        default=[],
    )


class Passage(Record):
    """A place in a source. It holds the few words that open and close it, and none between."""

    kind = "passage"
    key: Slug = says("Names the passage; cited in prose as [@key].")
    source: Slug = says("Slug of its source.")
    paragraph: WordNumber = says("Number of its paragraph, from 1; blank lines do not count.")
    opens: Filled = says("Its first words, exactly: at most 6, or 8 where they are all of it.")
    closes: Text = says("Its last words, exactly: at most 6; left out where the opening is all of it.", default="")
    words: Annotated[tuple[WordNumber, WordNumber], Field(strict=False)] | None = says(
        "Numbers of its first and last word in the paragraph; may be left out, then they are taken from the text.",
        default=None,
    )
    digest: Annotated[str, Field(pattern=DIGEST)] = says(
        "SHA-256 of its words; may be left out, then it is taken from the text.", default=""
    )
    speaker: Text = says("Who says it, where it is quoted speech.", default="")
    standing: Standing = says("How firmly it speaks.", default="reported")
    note: Text = says("Our remark on it, as a doubt about the translation.", default="")


class Tag(Record):
    """A word under which entries are listed together."""

    kind = "tag"
    prose = ("description",)
    slug: Slug = says("Names the tag; part of its address.")
    name: Filled = says("The tag as readers see it.")
    description: Text = says("What it stands for.", default="")


class Zone(Entry):
    """A place set apart for innovation: a cooperation zone, a park, a science city."""

    kind = "zone"
    full_name: Text = says("Its full name.", default="")
    part_of: OptionalSlug = says("Slug of the zone that it is a part of.", default="")
    location: Text = says("Where it is, in words, as the source has it.", default="")
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = says("Degrees north; goes with longitude.", default=None)
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = says("Degrees east; goes with latitude.", default=None)


class Company(Entry):
    """A firm."""

    kind = "company"
    dates = ("founded",)
    legal_name: Text = says("Its name in law.", default="")
    headquarters: Text = says("Where it is led from, in words, as the source has it.", default="")
    website: Text = says("Its web address.", default="")
    founded: str = says("When it was founded; left out where no source states it.", default="")


class Person(Entry):
    """Someone whom a source names for what they do."""

    kind = "person"
    origin: Text = says("Where they are from, in words, as the source has it.", default="")


class Milestone(Entry, Stated):
    """One event: it happened, is planned, or is said to have happened."""

    kind = "milestone"
    dates = ("date", "derived_from_value")
    date: str = says("When it happened; left out where no source states it.", default="")
    date_as_worded: Text = says("The date in the source's words, as “recently”.", default="")
    derived_from: OptionalSlug = says("Slug of the milestone that the date counts from.", default="")
    derived_from_value: str = says("Date of that milestone when this one was derived from it.", default="")
    subjects: Annotated[list[Annotated[str, Field(pattern=SUBJECT)]], Field(min_length=1)] = says(
        "Whom or what it is about, as company/slug, zone/slug or person/slug."
    )


class Statement(Stated):
    """Where one field of an entry is from; of a blank field, why it is blank."""

    kind = "statement"
    key: Slug = says("Names the statement.")
    entry: EntryRef = says("The entry, as company/slug.")
    field: Filled = says("The field of the entry that it is about.")


class Alias(Stated):
    """Another name of an entry."""

    kind = "alias"
    key: Slug = says("Names the alias.")
    entry: EntryRef = says("The entry, as company/slug.")
    name: Filled = says("The other name.")
    language: Filled = says("Its language, as en or zh-Hans.", default="en")


class Figure(Stated):
    """A number that a source states."""

    kind = "figure"
    dates = ("as_of",)
    key: Slug = says("Names the figure.")
    entry: EntryRef = says("The entry, as company/slug.")
    label: Filled = says("What is counted.")
    comparator: Literal["=", "<", ">", "≈"] = says("How the value is meant.", default="=")
    value: Annotated[str, Field(pattern=NUMBER)] = says("The number in quotes: at most 15 digits, 6 after the point.")
    unit: Text = says("What the number counts in.", default="")
    scope: Text = says("What it covers, as worded.", default="")
    as_of: str = says("The date it stands for, where stated.", default="")
    as_of_worded: Text = says("That date in the source's words, as “now”.", default="")
    as_worded: Text = says("The figure in the source's words.", default="")


class Product(Stated):
    """Something that a company makes."""

    kind = "product"
    key: Slug = says("Names the product.")
    company: Slug = says("Slug of the company that makes it.")
    name: Filled = says("Its name.")
    description: Text = says("What it is, in one plain sentence.", default="")


class Role(Stated):
    """What a person is at a company or zone; two titles are two roles."""

    kind = "role"
    dates = ("since", "until")
    key: Slug = says("Names the role.")
    person: Slug = says("Slug of the person.")
    organisation: Annotated[str, Field(pattern=ORGANISATION)] = says("Where, as company/slug or zone/slug.")
    title: Filled = says("The title.")
    founder: bool = says("Whether the person founded it.", default=False)
    since: str = says("When it began.", default="")
    until: str = says("When it ended.", default="")


class Presence(Stated):
    """A company in a zone, in the sense of its kind and no more."""

    kind = "presence"
    dates = ("since", "until")
    key: Slug = says("Names the presence.")
    company: Slug = says("Slug of the company.")
    zone: Slug = says("Slug of the zone.")
    type: PresenceKind = says(
        "What is said of it; “named” where the source only names the company there.", default="settled", alias="kind"
    )
    since: str = says("When it began.", default="")
    until: str = says("When it ended.", default="")


class Document(BaseModel):
    """A seed document: the format, and records that name each other by key."""

    model_config = ConfigDict(extra="forbid", strict=True)
    format: Literal[1] = says("The version of this format.")
    source: list[Source] = []
    passage: list[Passage] = []
    tag: list[Tag] = []
    zone: list[Zone] = []
    company: list[Company] = []
    person: list[Person] = []
    milestone: list[Milestone] = []
    statement: list[Statement] = []
    alias: list[Alias] = []
    figure: list[Figure] = []
    product: list[Product] = []
    role: list[Role] = []
    presence: list[Presence] = []
    _lines: Lines = PrivateAttr(default_factory=lambda: Lines(""))

    def tables(self) -> Iterator[tuple[str, list[Record]]]:
        """Kind and records, in the order in which they can be written."""
        for kind in TABLES:
            yield kind, list(parents_first(getattr(self, kind)))

    def records(self) -> Iterator[Record]:
        for _kind, records in self.tables():
            yield from records

    def line(self, record: Record, field: str = "") -> int:
        """The line of a field, or of the record where the field does not stand in it."""
        return self._lines.of(record.kind, record._index, field)


TABLES: dict[str, type[Record]] = {
    model.kind: model
    for model in (
        Source, Passage, Tag, Zone, Company, Person, Milestone, Statement, Alias, Figure, Product, Role, Presence,
    )
}  # fmt: skip
