"""Records as rows: the model of each kind, the id of each record, and its values as the database holds them."""

import uuid
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import ManyToManyField, Model

from companies.models import Company, Milestone, Person, Presence, Product, Role
from entries.models import Alias, Figure, Statement, Tag
from sources.models import Passage, Source
from zones.models import Zone

from .records import Record

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "hard-tech-atlas")

MODELS: dict[str, type[Model]] = {
    "source": Source, "passage": Passage, "tag": Tag, "zone": Zone, "company": Company, "person": Person,
    "milestone": Milestone, "statement": Statement, "alias": Alias, "figure": Figure, "product": Product,
    "role": Role, "presence": Presence,
}  # fmt: skip

COMPUTED = {"source": ("text_digest", "shape"), "passage": ("first_word", "last_word", "digest")}
"""Values that follow from a source's text. The document gives them for where the text is not at hand."""


def identify(kind: str, key: str) -> uuid.UUID:
    """The id of a record, the same on every machine."""
    return uuid.uuid5(NAMESPACE, f"{kind}/{key}")


def values(record: Record, *, computed: bool = True) -> dict[str, Any]:
    """A record as plain values by model field; references as ids.

    Values that follow from the text are left out where ``computed`` is false or the document does not give them.
    """
    found = record.model_dump(exclude={"key"} if record.kind != "passage" else set())
    for name, kind, key in record.references:
        if name in found and isinstance(found[name], str) and name not in record.prose:
            found[name] = str(identify(kind, key))
    for name, kind in (("passages", "passage"), ("tags", "tag")):
        if name in found:
            found[name] = sorted({str(identify(kind, key)) for key in found[name]})
    if "subjects" in found:
        found["subjects"] = sorted({str(identify(*key.split("/"))) for key in found["subjects"]})
    found = _ADAPT.get(record.kind, lambda same: same)(found)
    for name in COMPUTED.get(record.kind, ()):
        if not (computed and found[name]):
            del found[name]
    return found


def _adapt_source(found):
    shape = [[int(letters) for letters in paragraph.split()] for paragraph in found["shape"]]
    return found | {"authors": ", ".join(found["authors"]), "shape": shape}


def _adapt_passage(found):
    first, last = found.pop("words") or (None, None)
    return found | {"first_word": first, "last_word": last}


def _adapt_optional(name):
    return lambda found: found | {name: found[name] or None}


def _adapt_presence(found):
    found["kind"] = found.pop("type")
    return found


_ADAPT = {
    "source": _adapt_source, "passage": _adapt_passage, "presence": _adapt_presence,
    "zone": _adapt_optional("part_of"), "milestone": _adapt_optional("derived_from"),
    "figure": lambda found: found | {"value": plain(Decimal(found["value"]))},
}  # fmt: skip


def plain(value: Any) -> Any:
    """A value as JSON has it, so that what stands and what was written can be compared."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value) if isinstance(value, uuid.UUID) else value


def lists(model: type[Model]) -> list[str]:
    """The model's lists that a document speaks of, by the names under which they are prefetched."""
    names = {field.name for field in model._meta.get_fields() if isinstance(field, ManyToManyField)}
    return [name for name in ("passages", "subjects") if name in names] + (["tagged"] if hasattr(model, "tags") else [])


def current(row: Any, names: Iterable[str]) -> dict[str, Any]:
    """What stands in the row now, for these fields; its lists are prefetched."""
    now: dict[str, Any] = {}
    for name in names:
        if name == "tags":
            now[name] = sorted(str(tagged.tag_id) for tagged in row.tagged.all())
        elif isinstance(row._meta.get_field(name), ManyToManyField):
            now[name] = sorted(str(related.pk) for related in getattr(row, name).all())
        else:
            now[name] = plain(getattr(row, row._meta.get_field(name).attname))
    return now
