"""The seed document: flat TOML tables that name each other by key, read and checked before anything is written."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from django.core.exceptions import ValidationError
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError as SchemaError

from sources import dates, prose

BUNDLED = Path(__file__).resolve().parent.parent / "seeds" / "shenzhen-hard-tech.toml"

Text = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^\x00]*$")]  # PostgreSQL keeps no NUL
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
Ref = Annotated[str, Field(pattern=r"^(company|zone|person|milestone)/[a-z0-9-]+$")]
Subject = Annotated[str, Field(pattern=r"^(company|zone|person)/[a-z0-9-]+$")]
Digest = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
Standing = Literal["reported", "planned", "conditional", "claim", "opinion"]
PresenceKind = Literal["settled", "headquarters", "research", "production", "named"]


class DocumentError(ValueError):
    """Raised with one sentence for each thing that is wrong with a document."""

    def __init__(self, problems: list[str]):
        super().__init__("\n".join(problems))
        self.problems = problems


class Record(BaseModel):
    """One table of the document. ``prose`` names its Markdown fields, ``dates`` its EDTF ones."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)
    kind: ClassVar[str]
    prose: ClassVar[tuple[str, ...]] = ()
    dates: ClassVar[tuple[str, ...]] = ()

    @property
    def ref(self) -> str:
        """What other records name it by, beside its kind."""
        return getattr(self, "key", "") or getattr(self, "slug", "")

    def references(self) -> Iterator[tuple[str, str, str]]:
        """(field, kind, key) of each record that this one names."""
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
        for field in self.prose:
            yield from ((field, "passage", key) for key in prose.keys(getattr(self, field)))


class Source(Record):
    kind = "source"
    prose = ("summary",)
    dates = ("published",)
    slug: Slug
    title: Text
    publisher: Text
    authors: list[Text] = []
    published: str = ""
    language: Text = "en"
    translation: Text = ""
    url: Text = ""
    archive_url: Text = ""
    question: Text = ""
    summary: Text = ""
    rights: Literal["quote-only", "full-text"] = "quote-only"
    notes: Text = ""
    text_digest: Digest = ""
    shape: list[Annotated[str, Field(pattern=r"^\d+( \d+)*$")]] = []


class Passage(Record):
    kind = "passage"
    key: Slug
    source: Slug
    paragraph: Annotated[int, Field(ge=1)]
    opens: Text
    closes: Text = ""
    words: tuple[int, int] | None = None
    digest: Digest = ""
    speaker: Text = ""
    standing: Standing = "reported"
    note: Text = ""


class Tag(Record):
    kind = "tag"
    prose = ("description",)
    slug: Slug
    name: Text
    description: Text = ""


class Entry(Record):
    prose = ("body",)
    slug: Slug
    name: Text
    summary: Text = ""
    body: Text = ""
    tags: list[Slug] = []


class Zone(Entry):
    kind = "zone"
    full_name: Text = ""
    part_of: str = ""
    location: Text = ""
    latitude: float | None = None
    longitude: float | None = None


class Company(Entry):
    kind = "company"
    dates = ("founded",)
    legal_name: Text = ""
    headquarters: Text = ""
    website: Text = ""
    founded: str = ""


class Person(Entry):
    kind = "person"
    origin: Text = ""


class Stated(Record):
    """A record that states something: it names its passages, or is said by us."""

    passages: list[str] = []
    reading: Text = ""
    editorial: bool = False


class Milestone(Entry, Stated):
    kind = "milestone"
    dates = ("date", "derived_from_value")
    date: str = ""
    date_as_worded: Text = ""
    derived_from: str = ""
    derived_from_value: str = ""
    subjects: Annotated[list[Subject], Field(min_length=1)]


class Statement(Stated):
    kind = "statement"
    key: Slug
    entry: Ref
    field: Text


class Alias(Stated):
    kind = "alias"
    key: Slug
    entry: Ref
    name: Text
    language: Text = "en"


class Figure(Stated):
    kind = "figure"
    dates = ("as_of",)
    key: Slug
    entry: Ref
    label: Text
    comparator: Literal["=", "<", ">", "≈"] = "="
    # 15 digits in all: SQLite keeps no more of them.
    value: Annotated[str, Field(pattern=r"^-?(\d{1,15}|\d{1,13}\.\d{1,2}|\d{1,11}\.\d{3,4}|\d{1,9}\.\d{5,6})$")]
    unit: Text = ""
    scope: Text = ""
    as_of: str = ""
    as_of_worded: Text = ""
    as_worded: Text = ""


class Product(Stated):
    kind = "product"
    key: Slug
    company: Slug
    name: Text
    description: Text = ""


class Role(Stated):
    kind = "role"
    dates = ("since", "until")
    key: Slug
    person: Slug
    organisation: Annotated[str, Field(pattern=r"^(company|zone)/[a-z0-9-]+$")]
    title: Text
    founder: bool = False
    since: str = ""
    until: str = ""


class Presence(Stated):
    kind = "presence"
    dates = ("since", "until")
    key: Slug
    company: Slug
    zone: Slug
    type: Annotated[PresenceKind, Field(alias="kind")] = "settled"
    since: str = ""
    until: str = ""


class Document(BaseModel):
    """All records in the order in which they are written: each names only kinds that stand before it, or its own."""

    model_config = ConfigDict(extra="forbid")
    format: Literal[1]
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

    def records(self) -> Iterator[Record]:
        for table in type(self).model_fields:
            if table != "format":
                yield from getattr(self, table)


def read(path: Path) -> Document:
    """Read and check a document; raises ``DocumentError`` with everything that is wrong."""
    try:
        raw = tomllib.loads(path.read_bytes().decode())
    except OSError as error:
        raise DocumentError([f"{path} cannot be read: {error.strerror}."]) from error
    except UnicodeDecodeError as error:
        raise DocumentError([f"{path} is not UTF-8 text: byte {error.start} is none."]) from error
    except (ValueError, RecursionError) as error:  # not only TOMLDecodeError: a number too long, tables too deep
        raise DocumentError([f"{path} is not TOML: {error}."]) from error
    try:
        document = Document.model_validate(raw)
    except SchemaError as error:
        raise DocumentError([_sentence(raw, problem) for problem in error.errors()]) from error
    if problems := list(_problems(document)):
        raise DocumentError(problems)
    return document


def _sentence(raw: dict[str, Any], problem) -> str:
    """A schema error as ``role "wang-tao-dji", title: Field required``."""
    place = list(problem["loc"])
    if len(place) < 2 or not isinstance(place[1], int):
        return f"{'.'.join(map(str, place)) or 'document'}: {problem['msg']}."
    table, index, *field = place
    record = raw[table][index]
    name = isinstance(record, dict) and (record.get("key") or record.get("slug")) or f"number {index + 1}"
    return f'{table} "{name}", {".".join(map(str, field)) or "table"}: {problem["msg"]}.'


def _problems(document: Document) -> Iterator[str]:
    """What single records cannot see: doubles, references that lead nowhere, facts that rest on nothing."""
    records = list(document.records())
    count = Counter((record.kind, record.ref) for record in records)
    for (kind, name), times in count.items():
        if times > 1:
            yield f'{kind} "{name}": stands {times} times; a key is used once.'
    stated = {(record.entry, record.field) for record in document.statement}
    before = set()
    for record in records:
        where = f'{record.kind} "{record.ref}"'
        for field, kind, key in record.references():
            if (kind, key) not in count:
                yield f'{where}, {field}: there is no {kind} "{key}".'
            elif kind == record.kind and (kind, key) not in before:
                yield f'{where}, {field}: {kind} "{key}" must stand before it.'
        before.add((record.kind, record.ref))
        for field in record.dates:
            try:
                dates.parse(getattr(record, field))
            except ValidationError as error:
                yield f"{where}, {field}: {error.messages[0]}"
        if isinstance(record, Milestone) and bool(record.derived_from) != bool(record.derived_from_value):
            yield f"{where}, derived_from_value: stands with derived_from, as the date that this one was derived from."
        if isinstance(record, Stated) and not record.passages and not record.editorial:
            yield f"{where}, passages: name a passage, or say editorial = true."
        if isinstance(record, Entry) and record.summary and (f"{record.kind}/{record.slug}", "summary") not in stated:
            yield f"{where}, summary: no statement says where it is from."
