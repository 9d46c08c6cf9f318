"""Relations of companies, people and milestones as plain data."""

from typing import Literal
from uuid import UUID

from entries.schemas import Entry, Neighbour
from sources.schemas import Data, Date, Evidence, Standing


class Product(Data):
    """Something that a company makes."""

    id: UUID
    """Stays the same."""
    company: Neighbour
    """Who makes it."""
    name: str
    """What it is called."""
    description: str | None
    """In a few words."""
    evidence: Evidence
    """What it rests on."""


class Role(Data):
    """What a person is at a company or in a zone. Two titles are two roles."""

    id: UUID
    """Stays the same."""
    person: Neighbour
    """Who holds it."""
    organisation: Neighbour
    """Where: a company or a zone."""
    title: str
    """As the source has it."""
    founder: bool
    """Whether the person founded the organisation."""
    since: Date | None
    """From when."""
    until: Date | None
    """Until when; null where that is not stated or has not come."""
    evidence: Evidence
    """What it rests on."""


class Presence(Data):
    """A company in a zone."""

    id: UUID
    """Stays the same."""
    company: Neighbour
    """Who is there."""
    zone: Neighbour
    """Where."""
    relation: Literal["settled", "headquarters", "research", "production", "named"]
    """In which sense, and no more."""
    since: Date | None
    """From when."""
    until: Date | None
    """Until when; null where that is not stated or has not come."""
    evidence: Evidence
    """What it rests on."""


class MilestoneInShort(Neighbour):
    """A milestone as the entries that it is about name it."""

    date: Date | None
    """When it happened or is to happen; null where nothing is stated."""
    standing: Standing | None
    """Planned and conditional ones have not happened; null where no passage says."""


class Milestone(Entry):
    """One event. Planned and conditional ones have not happened."""

    date: Date | None
    """When it happened or is to happen; null where nothing is stated."""
    derived_from: Neighbour | None
    """The milestone from whose date this one was worked out; the rule is the evidence's reading."""
    subjects: list[Neighbour]
    """Whom or what it is about, by name."""
    evidence: Evidence
    """What its name and its date rest on."""
