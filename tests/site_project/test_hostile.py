"""Whatever an address says is answered: with a page, or with what is wrong. ``HOSTILE=5000`` asks for that many."""

import os

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings

from entries.search import index
from tests import factories as make, hostile

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    company = make.tagged(make.make_company(name="Hetao & Sons", summary="Of 创新, <b>é</b> and lanterns."), "brass")
    make.make_presence(company, make.make_zone(name="Quay"))
    index.update([company.pk])


@settings(max_examples=int(os.environ.get("HOSTILE", "100")), deadline=None, suppress_health_check=list(HealthCheck))
@given(address=hostile.addresses)
def test_hostile_address_gets_an_answer(published, address):
    path, query = address
    answer = Client().get(path, QUERY_STRING=query)
    assert answer.status_code < 500, address
    answer.getvalue()  # a list that is taken away is written as it is read
