"""Zones as plain data."""

from entries import relations, representation
from entries.relations import Relation
from entries.schemas import Neighbour

from . import schemas
from .models import Zone


def register() -> None:
    representation.register(Zone, schemas.Zone, lambda zone: {"latitude": zone.latitude, "longitude": zone.longitude})
    relations.register(
        Relation(
            "parts", "Zones that are part of this one.", Neighbour, lambda: Zone.objects.published().by_name(),
            representation.neighbour, {"zone": "part_of"},
            column="sort_name",
        )
    )  # fmt: skip
