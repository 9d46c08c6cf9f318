"""Passages as Web Annotations: where each stands in its source, and what rests on it.

The model is https://www.w3.org/TR/annotation-model/; terms mean what the context at ``CONTEXT`` says.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from . import fragments, locators
from .models import Passage, Source

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = f'application/ld+json; profile="{CONTEXT}"'
TEXT_FRAGMENTS = "https://wicg.github.io/scroll-to-text-fragment/"
AROUND = 32
"""Characters at most that are told of what stands before and after a passage."""


def absolute(path: str) -> str:
    """An address on this site as it is known elsewhere."""
    return f"{settings.SITE_URL}{path}"


def collection_url(source: Source) -> str:
    return absolute(reverse("source-annotations", args=[source.slug]))


def passage_id(passage: Passage) -> str:
    """The place on its source's page where the passage stands."""
    page, _hash, _paragraph = absolute(passage.get_absolute_url()).partition("#")
    return f"{page}#passage-{passage.key}"


def bodies(text: str, path: str, reading: str = "") -> Iterator[dict[str, Any]]:
    """What the page at ``path`` states, and how the wording was read for it."""
    for value, purpose in ((text, "describing"), (reading, "commenting")):
        if value:
            yield _text(value, purpose) | {"dcterms:isPartOf": {"id": absolute(path)}}


def annotations(resting: Iterable[tuple[Passage, list[dict[str, Any]]]]) -> list[dict[str, Any]]:
    """An annotation for each passage with the ``bodies`` of what rests on it; passages have their source at hand."""
    texts: dict[UUID, list[str]] = {}
    found = []
    for passage, stated in resting:
        if passage.source_id not in texts:
            texts[passage.source_id] = _shown(passage.source)
        found.append(_annotation(passage, stated, texts[passage.source_id]))
    return found


def collection(source: Source, resting: Iterable[tuple[Passage, list[dict[str, Any]]]]) -> dict[str, Any]:
    """All annotations of a source, as one page of a collection."""
    items = annotations(resting)
    url = collection_url(source)
    return {
        "@context": CONTEXT, "id": url, "type": "AnnotationCollection", "label": source.title, "total": len(items),
        "first": {"id": f"{url}#items", "type": "AnnotationPage", "partOf": url, "startIndex": 0, "items": items},
    }  # fmt: skip


def _annotation(passage: Passage, stated: list[dict[str, Any]], paragraphs: list[str]) -> dict[str, Any]:
    body = [*stated, _text(passage.standing, "classifying")]
    if passage.note:
        body.append(_text(passage.note, "commenting"))
    return {
        "id": f"{collection_url(passage.source)}#passage-{passage.key}", "type": "Annotation",
        "motivation": "describing", "body": body, "target": _target(passage, paragraphs),
    }  # fmt: skip


def _text(value: str, purpose: str) -> dict[str, Any]:
    return {
        "type": "TextualBody", "value": value, "format": "text/plain", "language": settings.LANGUAGE_CODE,
        "purpose": purpose,
    }  # fmt: skip


def _target(passage: Passage, paragraphs: list[str]) -> dict[str, Any]:
    source = passage.source
    target = {
        "id": passage_id(passage), "type": "SpecificResource",
        "source": {
            "id": source.url or absolute(source.get_absolute_url()), "type": "Text", "language": source.language,
        },
        "selector": list(_selectors(passage, paragraphs)),
    }  # fmt: skip
    # Untyped: that a speaker is a person is not known.
    return target | ({"creator": {"name": passage.speaker}} if passage.speaker else {})


def _selectors(passage: Passage, paragraphs: list[str]) -> Iterator[dict[str, str]]:
    directive = fragments.directive(passage.opens, passage.closes)
    yield {"type": "FragmentSelector", "conformsTo": TEXT_FRAGMENTS, "value": fragments.DELIMITER + directive}
    if quote := _quote(passage, paragraphs):
        yield {"type": "TextQuoteSelector"} | quote


def _shown(source: Source) -> list[str]:
    """The paragraphs that may be quoted at length: none where only a few words may be."""
    return locators.paragraphs(source.text) if source.rights == Source.Rights.FULL_TEXT else []


def _quote(passage: Passage, paragraphs: list[str]) -> dict[str, str]:
    """The exact words, with what stands around them where that may be shown; empty where they are not known."""
    try:
        found = passage.locate(paragraphs)
    except locators.NotLocated:
        return {} if passage.closes else {"exact": passage.opens}
    paragraph = paragraphs[passage.paragraph - 1]
    around = {"prefix": paragraph[: found.start][-AROUND:], "suffix": paragraph[found.end :][:AROUND]}
    return {"exact": paragraph[found.start : found.end]} | {name: words for name, words in around.items() if words}
