"""Evidence as plain data. These schemas are the definition that JSON answers, the API and the dump share.

What is not stated is null. Times are RFC 3339 in UTC; dates are EDTF, with words for people beside it.
"""

from datetime import date
from typing import Any, Literal, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, create_model

Standing = Literal["conditional", "planned", "opinion", "claim", "reported"]
Base = TypeVar("Base", bound=BaseModel)


class Data(BaseModel):
    """What all schemas share: the text under a field is its description in OpenAPI and in the data dictionary."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


def made(name: str, base: type[Base], doc: str | None, **fields: Any) -> type[Base]:
    """A schema with more fields than its base, each a (type, ``Field``).

    Pydantic is kept from looking for texts under these, which takes a tenth of a second a schema and finds none.
    """
    kept = {"use_attribute_docstrings": False}
    return create_model(name, __base__=base, __doc__=doc, __cls_kwargs__=kept, **fields)


class Date(Data):
    """A date as precisely as its source states it."""

    edtf: str | None
    """The date in EDTF (ISO 8601-2), as 2018-01 or XXXX-03-01; null where none is stated."""
    words: str
    """The same for people."""
    worded: str | None
    """The source's own words, as "recently", where they are no date."""


class Passage(Data):
    """A place in a source, told by its paragraph and its opening and closing words."""

    key: str
    """Short and unique; Markdown cites it as [@key]."""
    source: str
    """Slug of the source."""
    paragraph: int
    """Counted from 1."""
    opens: str
    """The opening words, as they stand in the source."""
    closes: str | None
    """The closing words; null where the opening words are the whole passage."""
    speaker: str | None
    """Who says it, where it is quoted speech."""
    standing: Standing
    """How firmly the passage speaks."""
    note: str | None
    """Our remark, as a doubt about the translation."""
    url: str
    """Where the passage stands in the atlas's page of the source."""


class Evidence(Data):
    """What a statement rests on."""

    standing: Standing | None
    """The weakest standing among the passages; null where there is none."""
    editorial: bool
    """Said by us, without a passage."""
    reading: str | None
    """How we read the wording."""
    passages: list[Passage]
    """The passages, none where the statement is editorial."""


class Said(Data):
    """One statement of a piece of prose."""

    text: str
    """The statement as plain text."""
    evidence: Evidence
    """What it rests on."""


class Source(Data):
    """A publication that statements rest on. Its text is not part of the data."""

    id: UUID
    """Stays the same whatever the source is called."""
    slug: str
    """Names the source in addresses and in passages."""
    title: str
    """In our words."""
    publisher: str
    """Who published it, in short."""
    authors: list[str]
    """Names, in the source's order."""
    published: Date | None
    """When it was published."""
    language: str
    """Of the text that we read, as en or zh-Hans."""
    translation: str | None
    """By whom or what it was translated, and from which language."""
    url: str
    """Its page in the atlas."""
    web_url: str | None
    """Its address on the web."""
    archive_url: str | None
    """An archived copy."""
    accessed: date | None
    """The day on which it was read."""
    rights: Literal["quote-only", "full-text"]
    """What may be shown of its text."""
    summary: str | None
    """Markdown, with passages cited as [@key]."""
    statements: list[Said]
    """What the summary states, each statement with its passages."""
    notes: str | None
    """Our remarks on the source."""


class Resting(Data):
    """One public statement that rests on a passage."""

    kind: str
    """Of what it is stated: a kind of entry, tag or source."""
    subject: str
    """The name of that."""
    url: str
    """Its page."""
    text: str
    """The statement in words."""
    reading: str | None
    """How the wording was read for it."""


class PassageInFull(Passage):
    """A passage with what rests on it."""

    id: UUID
    """Stays the same whatever the key is."""
    first_word: int | None
    """Number of its first word within the paragraph, from 1; null where the text was never at hand."""
    last_word: int | None
    """Number of its last word."""
    digest: str | None
    """SHA-256 of its words, by which a changed text is noticed."""
    stated: list[Resting]
    """What rests on it."""
