"""What each page costs: as many queries with 2 entries of each kind as with 2,000, and no more than it did."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entries.models import Entry
from entries.search import index
from entries.search.results import public_at
from site_project.charting.graph import MOST
from site_project.models import MapPlace
from tests import bulk

pytestmark = pytest.mark.django_db

# How common words are: PostgreSQL is told of a rare one, SQLite of a common one, and each asks until it knows.
WORDS = 1 if connection.vendor == "postgresql" else 2
BUDGET = {  # page: queries
    "/": 17,
    "/about/": 0,
    "/about/design/": 0,
    "/companies/": 14,
    "/zones/": 14,
    "/people/": 14,
    "/milestones/": 16,
    "/companies/?tag=bulk-shared&zone=bulk-0&sort=newest": 17,
    "/milestones/?company=bulk-0&standing=reported": 17,
    "/tags/": 4,
    "/sources/": 4,
    "/companies/bulk-0/": 29,
    "/zones/bulk-0/": 31,
    "/zones/bulk-1/": 21,
    "/people/bulk-0/": 23,
    "/milestones/bulk-0/": 27,
    "/milestones/bulk-1/": 23,
    "/companies/bulk-0/entry.json": 21,
    "/zones/bulk-0/entry.json": 20,
    "/people/bulk-0/entry.json": 17,
    "/milestones/bulk-0/entry.json": 17,
    "/tags/bulk-shared/": 17,
    "/sources/bulk-0/": 23,
    "/sources/bulk-0/annotations.json": 22,
    "/search/?q=one+milestone+many": 17 + WORDS,
    "/search/?q=one+company+many&kind=company&tag=bulk-shared&zone=bulk-0": 21 + WORDS,
    "/search/suggest?q=bulk": 4,
    "/search/complete?q=bulk": 4,
    "/feed.atom": 9,
    "/companies/feed.atom": 7,
    "/tags/bulk-shared/feed.atom": 11,
    "/zones/bulk-0/feed.atom": 10,
    "/companies/bulk-0/milestones.atom": 12,
    "/sitemaps/company.xml": 3,
    "/sitemaps/tag.xml": 3,
    "/embed/companies/": 5,
    "/embed/milestones/": 7,
    "/embed/tags/bulk-shared/": 7,
    "/embed/companies/bulk-0/": 8,
    "/embed/milestones/bulk-0/": 10,
    "/oembed?url=http%3A%2F%2Flocalhost%2Fcompanies%2Fbulk-0%2F": 8,
    "/oembed?url=http%3A%2F%2Flocalhost%2Ftags%2Fbulk-shared%2F": 4,
    "/map/": 18,
    "/map/?kind=company&tag=bulk-shared": 9,
    "/map/graph.json": 2,
    "/map/chosen.json?kind=company&tag=bulk-shared": 6,
    "/robots.txt": 0,
    "/opensearch.xml": 0,
}


LONG = ["/companies/", "/zones/", "/people/", "/milestones/", "/tags/bulk-shared/", "/map/"]
"""Where there are more than 1,000 rows, what a choice would leave is asked of the index, and kept while content stays:
two queries more for who comes first."""


def costs(client) -> dict[str, int]:
    found = {}
    for path in BUDGET:
        public_at.cache_clear()  # else it counts which sources an earlier page had as well
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(path)
        assert response.status_code == 200, path
        found[path] = len(queries)
    return found


def stand_on_the_map() -> None:
    """As many entries as can: where they stand costs the same wherever it is."""
    entries = Entry.objects.order_by("slug", "pk").values_list("pk", flat=True)[:MOST]
    MapPlace.objects.bulk_create(MapPlace(entry_id=pk, x=0, y=0) for pk in entries)


def test_pages_with_2000_entries_of_each_kind_cost_no_more_queries_than_with_2(client):
    bulk.fill(0, 2)
    index.update(Entry.objects.values_list("pk", flat=True))
    assert costs(client) == BUDGET
    bulk.fill(2, 2000)
    call_command("rebuild_search", stdout=StringIO(), stderr=StringIO())
    stand_on_the_map()
    assert costs(client) == {page: n + 2 * (page.partition("?")[0] in LONG) for page, n in BUDGET.items()}
