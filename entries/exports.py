"""Lists taken away: what an address selects, in its order, as JSON or as CSV, written entry by entry.

Standing, reading and passages go with every statement. No answer is longer than ``MOST`` entries; where there are
more, the header ``Link`` and, in JSON, ``next`` have the address of those that follow.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone
from pydantic import BaseModel

from sources.annotations import absolute
from sources.schemas import Date, Evidence, Passage

from . import representation, schemas, tabular
from .models import Entry
from .selection import Selection

MOST = 10_000
JSON, CSV = "application/json", "text/csv"
TYPES = {JSON: "json", CSV: "csv"}
"""Media types and the ends of the addresses that give them."""
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def answer(selection: Selection, ending: str) -> StreamingHttpResponse:
    """The list as a download; raises ``Http404`` for a cursor that is none."""
    following = selection.cut(MOST)
    url = absolute(f"{selection.path}list.{ending}{following}") if following else ""
    write, media_type = {"json": (_json, JSON), "csv": (_csv, tabular.MEDIA_TYPE)}[ending]
    response = StreamingHttpResponse(write(selection, url), content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{_file_name(selection)}.{ending}"'
    response.headers["X-Robots-Tag"] = "noindex"
    if url:
        response.headers["Link"] = f'<{url}>; rel="next"'
    return response


def _told(selection: Selection) -> Iterator[schemas.Entry]:
    left = MOST
    for rows in selection.every():
        yield from representation.represent(rows[:left])
        left -= len(rows)
        if left <= 0:
            return


def _json(selection: Selection, following: str) -> Iterator[bytes]:
    head = {
        "list": selection.title, "selected": selection.described, "url": _address(selection),
        "filters": selection.narrowing.values, "sort": selection.order, "taken_at": _moment(), "licence": LICENCE,
        "count": {"number": selection.count.number, "over": selection.count.over}, "next": following or None,
    }  # fmt: skip
    yield f'{json.dumps(head, ensure_ascii=False)[:-1]}, "entries": ['.encode()
    for number, entry in enumerate(_told(selection)):
        yield f"{',' if number else ''}\n{entry.model_dump_json()}".encode()
    yield b"\n]}\n"


def _csv(selection: Selection, _following: str) -> Iterator[bytes]:
    label = {
        "list": f"{selection.title}; {selection.described}",
        "list_url": _address(selection),
        "taken_at": _moment(),
    }
    kinds = [selection.base.model] if selection.base.model is not Entry else []
    rows = (row(entry) | label for entry in _told(selection))
    return tabular.lines(rows, [*columns(*kinds), *label], bom=bool(selection.params.get("bom")))


def columns(*kinds: type[Entry]) -> list[str]:
    """Names of the columns that ``row`` fills for entries of these kinds; without any, those that all have."""
    fields = dict.fromkeys(name for model in kinds or [Entry] for name in model.cited_fields)
    own: list[str] = []
    for model in kinds:
        added = [name for name in representation.own_fields(model.KIND) if name not in own]
        own += [column for name in added for column in (EVIDENCE if name == "evidence" else [name])]
    stated = [column for name in fields for column in [name, *(f"{name}_{part}" for part in EVIDENCE)]]
    return ["id", "kind", "name", "url", *own, *stated, "aliases", "figures", "tags", "published_at", "updated_at"]


EVIDENCE = ["standing", "reading", "passages"]


def row(entry: schemas.Entry) -> dict[str, Any]:
    """One entry as a line of a table; each statement with its standing, its reading and its passages."""
    told: dict[str, Any] = {name: getattr(entry, name) for name in ("id", "kind", "name", "url")}
    for name in representation.own_fields(entry.kind):
        value = getattr(entry, name)
        told |= _evidence(value) if isinstance(value, Evidence) else {name: _text(value)}
    for fact in entry.facts:
        told[fact.field] = fact.value
        if fact.evidence:
            told |= {f"{fact.field}_{part}": text for part, text in _evidence(fact.evidence).items()}
    return told | {
        "aliases": [f"{alias.name} {_brief(alias.evidence)}" for alias in entry.aliases],
        "figures": [f"{_number(figure)} {_brief(figure.evidence)}" for figure in entry.figures],
        "tags": [tag.name for tag in entry.tags], "published_at": entry.published_at, "updated_at": entry.updated_at,
    }  # fmt: skip


def _evidence(evidence: Evidence) -> dict[str, Any]:
    standing = "editorial" if evidence.editorial else evidence.standing
    return dict(zip(EVIDENCE, [standing, evidence.reading, [*map(_place, evidence.passages)]], strict=True))


def _place(passage: Passage) -> str:
    """As ``key: source ¶4 “opening … closing” (speaker)``."""
    words = f"{passage.opens} … {passage.closes}" if passage.closes else passage.opens
    speaker = f" ({passage.speaker})" if passage.speaker else ""
    return f"{passage.key}: {passage.source} ¶{passage.paragraph} “{words}”{speaker}"


def _brief(evidence: Evidence) -> str:
    said = ", ".join(passage.key for passage in evidence.passages) or "no passage"
    return f"[{'editorial' if evidence.editorial else evidence.standing or 'no standing'}: {said}]"


def _number(figure: schemas.Figure) -> str:
    sign = "" if figure.comparator == "=" else f"{figure.comparator} "
    return " ".join(filter(None, [f"{figure.label}: {sign}{figure.value}", figure.unit]))


def _text(value: Any) -> Any:
    if isinstance(value, Date):
        return value.edtf or value.worded
    if isinstance(value, schemas.Neighbour):
        return value.name
    if isinstance(value, list):
        return [_text(one) for one in value]
    return value.model_dump_json() if isinstance(value, BaseModel) else value


def _address(selection: Selection) -> str:
    return absolute(f"{selection.path}{selection.query}")


def _moment() -> str:
    return timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ")


def _file_name(selection: Selection) -> str:
    """As ``companies-tag-drones-2026-11-22``."""
    chosen = [f"{name}-{value}" for name, values in selection.narrowing.values.items() for value in values]
    label = re.sub(r"[^a-z0-9]+", "-", "-".join([*selection.path.split("/"), *chosen]).lower()).strip("-")
    return f"{label[:100]}-{timezone.now():%Y-%m-%d}"
