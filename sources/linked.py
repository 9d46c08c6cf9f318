"""Pages as linked data: each says itself in the terms of schema.org, and names the passages that it rests on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from . import annotations, prose
from .annotations import absolute
from .mirror import Mirror
from .models import Cited, Passage, Source

CONTEXT = "https://schema.org"

Node = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """One statement of a page in words, the passages that it rests on, and how these were read for it.

    ``loose`` where it is told in prose, and left out where the page states it in a field or row of its own.
    """

    text: str
    passages: tuple[Passage, ...]
    standing: str = Passage.Standing.REPORTED
    reading: str = ""
    loose: bool = False
    editorial: bool = False

    @classmethod
    def of(cls, row: Cited, text: str) -> "Said":
        return cls(text, tuple(row.passages.all()), row.standing, row.reading, editorial=row.editorial)

    @property
    def traced(self) -> bool:
        """It rests on a passage, and is not our own remark."""
        return bool(self.passages) and not self.editorial

    @property
    def quoted(self) -> bool:
        return bool(self.passages) and all(passage.speaker for passage in self.passages)

    @property
    def plain(self) -> bool:
        """A report that the source makes in its own words: the one kind that may stand as a bare fact."""
        return self.traced and self.standing == Passage.Standing.REPORTED and not self.quoted


def in_prose(text: str, cited: Iterable[Passage]) -> Iterator[Said]:
    """Each statement of a piece of prose that cites; ``cited`` are the passages that it may cite."""
    by_key = {passage.key: passage for passage in cited}
    for stated in prose.statements(text):
        if passages := tuple(by_key[key] for key in stated.keys if key in by_key):
            yield Said(stated.text.rstrip(" ,;:"), passages, loose=True)


def claim(said: Said) -> Node:
    """A statement as something said, where schema.org has no word for it or it is no plain report."""
    node: Node = {"@type": "Claim", "text": said.text}
    if said.standing != Passage.Standing.REPORTED:
        node["additionalType"] = f"{absolute(reverse('about'))}#{said.standing}"
    if said.quoted:
        node["author"] = [{"name": speaker} for speaker in dict.fromkeys(one.speaker for one in said.passages)]
    if said.passages:
        node["appearance"] = [{"@id": work} for work in dict.fromkeys(work_id(one.source) for one in said.passages)]
        node["citation"] = [{"@id": annotations.passage_id(passage)} for passage in said.passages]
    return node


def site() -> Node:
    home = absolute(reverse("home"))
    return {"@type": "WebSite", "@id": f"{home}#site", "url": home, "name": settings.SITE_NAME}


def home() -> list[Node]:
    return [{"@context": CONTEXT} | site() | {"inLanguage": get_language()}]


def page(kind: str, path: str, name: str, said: Iterable[Said] = (), **properties) -> list[Node]:
    """The documents of a page: itself, as a ``kind`` of WebPage, and the passages under ``said`` as annotations."""
    said = list(said)
    url = absolute(path)
    node: Node = {
        "@context": CONTEXT, "@type": kind, "@id": url, "url": url, "name": name, "inLanguage": get_language(),
        "isPartOf": site(), **properties,
    }  # fmt: skip
    resting: dict[Passage, list[Said]] = defaultdict(list)
    for one in said:
        for passage in dict.fromkeys(one.passages):
            resting[passage].append(one)
    if not resting:
        return [node]
    node["citation"] = list(_works(resting))
    found = annotations.annotations((passage, _bodies(some, path)) for passage, some in resting.items())
    # Each a document of its own: one ``@graph`` within a list would set them apart from the page, as a graph unnamed.
    return [node, *({"@context": annotations.CONTEXT} | one for one in found)]


def source_page(source: Source, mirror: Mirror) -> list[Node]:
    """A source and its passages; what rests on each of them has an address of its own."""
    passages = [passage for passage, _stated in resting(source, mirror)]
    work = _work(source, passages) | {
        "subjectOf": {
            "@type": "Collection", "@id": annotations.collection_url(source),
            "url": annotations.collection_url(source), "encodingFormat": annotations.MEDIA_TYPE,
        }
    }  # fmt: skip
    if source.archive_url:
        work["archivedAt"] = source.archive_url
    return page("WebPage", source.get_absolute_url(), source.title, mainEntity=work)


def resting(source: Source, mirror: Mirror) -> Iterator[tuple[Passage, list[Node]]]:
    """The passages of a source that something public rests on, in order, each with what does."""
    for paragraph in mirror.paragraphs:
        for cite in paragraph.cites:
            cite.passage.source = source  # the same row, so that nobody asks for it again
            stated = [body for fact in cite.facts for body in annotations.bodies(fact.text, fact.url, fact.reading)]
            yield cite.passage, stated


def work_id(source: Source) -> str:
    return f"{absolute(source.get_absolute_url())}#source"


def _work(source: Source, passages: Iterable[Passage]) -> Node:
    """A source, as no more than a creative work: what kind of publication it is, or its authors are, is not kept."""
    node: Node = {
        "@type": "CreativeWork", "@id": work_id(source), "name": source.title,
        "url": source.url or absolute(source.get_absolute_url()), "publisher": {"name": source.publisher},
        "inLanguage": source.language,
    }  # fmt: skip
    if authors := [{"name": name.strip()} for name in source.authors.split(",") if name.strip()]:
        node["author"] = authors
    if date := source.published_date.machine:
        node["datePublished"] = date
    return node | {"hasPart": [{"@id": annotations.passage_id(passage)} for passage in passages]}


def _works(passages: Iterable[Passage]) -> Iterator[Node]:
    parts: dict[Source, list[Passage]] = defaultdict(list)
    for passage in passages:
        parts[passage.source].append(passage)
    return (_work(source, some) for source, some in parts.items())


def _bodies(resting: list[Said], path: str) -> list[Node]:
    firm = [one for one in resting if not one.loose] or resting[:1]
    return [body for one in dict.fromkeys(firm) for body in annotations.bodies(one.text, path, one.reading)]
