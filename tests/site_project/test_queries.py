"""What each page costs: as many queries with 2 entries of each kind as with 2,000, and no more than it did."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import bulk

pytestmark = pytest.mark.django_db

BUDGET = {  # page: queries
    "/": 17,
    "/about/": 0,
    "/companies/": 6,
    "/zones/": 6,
    "/people/": 6,
    "/milestones/": 8,
    "/tags/": 4,
    "/sources/": 4,
    "/companies/bulk-0/": 23,
    "/zones/bulk-0/": 24,
    "/zones/bulk-1/": 17,
    "/people/bulk-0/": 19,
    "/milestones/bulk-0/": 22,
    "/milestones/bulk-1/": 18,
    "/tags/bulk-shared/": 8,
    "/sources/bulk-0/": 20,
}


def costs(client) -> dict[str, int]:
    found = {}
    for path in BUDGET:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(path)
        assert response.status_code == 200, path
        found[path] = len(queries)
    return found


def test_pages_with_2000_entries_of_each_kind_cost_no_more_queries_than_with_2(client):
    bulk.fill(0, 2)
    assert costs(client) == BUDGET
    bulk.fill(2, 2000)
    assert costs(client) == BUDGET
