"""Asking as visitors do, and rows in the index without a commit."""

import re
from html import unescape

import pytest
from django.test import Client

from entries.models import Entry
from entries.search import index
from sources.models import Source


@pytest.fixture
def find(client: Client):
    """The names of the results of a search, best first, as the page shows them."""

    def find(q: str, **params: str) -> list[str]:
        page = client.get("/search/", {"q": q} | params)
        assert page.status_code == 200
        headings = re.findall(r"<li class=\"k-.*?<h2><a[^>]*>(.*?)</a></h2>", page.content.decode(), re.DOTALL)
        return [unescape(re.sub(r"<[^>]*>", "", name)) for name in headings]

    return find


@pytest.fixture
def bring_in():
    """Bring the index in step, as a commit would, for tests whose transaction is never committed."""

    def bring_in(*rows) -> None:
        everything = [*Entry.objects.values_list("pk", flat=True), *Source.objects.values_list("pk", flat=True)]
        index.update([row.pk for row in rows] or everything)

    return bring_in
