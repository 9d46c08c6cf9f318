"""The bundled document as a Django fixture, for ``manage.py loaddata shenzhen_hard_tech``."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from companies.models import Company, Milestone, Person, Presence, Product, Role
from entries.models import Alias, Entry, Figure, Statement, Tag, Tagged
from sources.models import Passage, Source
from zones.models import Zone

from . import document, loader

PATH = Path(__file__).resolve().parent.parent / "fixtures" / "shenzhen_hard_tech.json"

MOMENT = datetime(2026, 11, 22, tzinfo=UTC)
"""Stands for the moments of loading, so that the same document gives the same fixture."""

MODELS: list[type[models.Model]] = [
    Source, Passage, Tag, Entry, Zone, Company, Person, Milestone, Tagged, Statement, Alias, Figure,
    Product, Role, Presence,
]  # fmt: skip


class NotEmpty(ValueError):
    """Raised when the database holds content of its own, which would end up in the fixture."""


def build() -> str:
    """The fixture as JSON, from an empty database, which is left empty."""
    if Entry.objects.exists() or Source.objects.exists():
        raise NotEmpty
    with transaction.atomic():
        loader.load(document.read(document.BUNDLED), document.BUNDLED.stem)
        Entry.objects.update(publish_at=MOMENT, created_at=MOMENT, updated_at=MOMENT, version=1)
        rows = [_row(found) for found in serializers.serialize("python", _rows())]
        transaction.set_rollback(True)
    return json.dumps(rows, cls=DjangoJSONEncoder, indent=1, ensure_ascii=False) + "\n"


def _rows() -> Iterator[models.Model]:
    for model in MODELS:
        yield from model._default_manager.order_by("pk")


def _row(found: dict[str, Any]) -> dict[str, Any]:
    """With its relations in one order: databases give them in different ones."""
    model = apps.get_model(found["model"])
    many = {field.name for field in model._meta.many_to_many}
    fields = {name: sorted(value) if name in many else value for name, value in found["fields"].items()}
    return found | {"fields": fields}
