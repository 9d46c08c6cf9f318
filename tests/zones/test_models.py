"""Zones: parts of one another without circles, and a position that is whole and on earth."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from tests import factories as make
from zones.models import Zone

pytestmark = pytest.mark.django_db


def refused(constraint: str):
    return pytest.raises(IntegrityError, match=constraint if connection.vendor == "postgresql" else None)


def test_database_refuses_a_zone_that_is_part_of_itself():
    zone = make.make_zone()
    with refused("zone_not_part_of_itself"), transaction.atomic():
        Zone.objects.filter(pk=zone.pk).update(part_of=zone)


@pytest.mark.parametrize(("latitude", "longitude"), [(91, 0), (-91, 0), (0, 181), (0, -181), (1, None), (None, 1)])
def test_database_refuses_a_position_that_is_half_or_off_the_earth(latitude, longitude):
    with refused("zone_position_whole_and_on_earth"), transaction.atomic():
        make.make_zone(latitude=latitude, longitude=longitude)


@pytest.mark.parametrize(("latitude", "longitude"), [(None, None), (0, 0), (-90, 180), (22.5, 114.1)])
def test_whole_position_is_taken(latitude, longitude):
    zone = make.make_zone(latitude=latitude, longitude=longitude)
    zone.clean()
    zone.refresh_from_db()
    assert (zone.latitude, zone.longitude) == (latitude, longitude)


def test_form_refuses_half_a_position():
    with pytest.raises(ValidationError, match="both latitude and longitude"):
        Zone(name="Area", latitude=1).clean()


def test_form_refuses_a_circle_of_parts():
    outer = make.make_zone()
    middle = make.make_zone(part_of=outer)
    inner = make.make_zone(part_of=middle)
    inner.clean()
    outer.part_of = inner
    with pytest.raises(ValidationError) as told:
        outer.clean()
    assert set(told.value.message_dict) == {"part_of"}


def test_zone_with_parts_is_not_deleted():
    outer = make.make_zone()
    make.make_zone(part_of=outer)
    with pytest.raises(ProtectedError):
        outer.delete()


def test_part_of_a_draft_is_not_told(client):
    zone = make.make_zone(part_of=make.make_zone(name="Hidden area", draft=True))
    assert b"Hidden area" not in client.get(zone.get_absolute_url()).content
