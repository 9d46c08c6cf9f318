"""Sections of an entry's page with more rows than they show."""

import re

import pytest

from entries import sections
from entries.models import Entry
from entries.search import index
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub(monkeypatch):
    """A company, a person and a zone, each with two of all that can stand on its page, of which one is shown."""
    monkeypatch.setattr(sections, "MOST_ROWS", 1)
    company, person, zone = make.make_company(), make.make_person(), make.make_zone()
    make.make_presence(company, zone)
    for organisation in (company, zone):
        for _ in range(2):
            make.make_role(make.make_person(), organisation)
    make.make_role(person, company)
    for _ in range(2):
        make.make_presence(make.make_company(), zone)
        make.make_zone(part_of=zone)
    for subject in (company, person, zone):
        for _ in range(2):
            make.make_milestone(subjects=[subject])
    index.update(list(Entry.objects.values_list("pk", flat=True)))
    return {entry.KIND: entry for entry in (company, person, zone)}


@pytest.mark.parametrize(
    ("kind", "section", "counted"),
    [
        ("company", "people", "3 people"), ("company", "milestones", "2 milestones"),
        ("person", "milestones", "2 milestones"), ("zone", "people", "2 people"), ("zone", "companies", "3 companies"),
        ("zone", "parts", "2 zones"), ("zone", "milestones", "2 milestones"),
    ],
)  # fmt: skip
def test_more_rows_than_a_section_shows_are_in_a_list_narrowed_to_the_entry(client, hub, kind, section, counted):
    page = client.get(hub[kind].get_absolute_url()).content.decode()
    shown = page.partition(f'id="{section}"')[2].partition("</section>")[0]
    assert "The first 1 are shown." in shown
    url = re.search(r'<a href="([^"]+)">All of them</a>', shown)[1]
    assert counted in client.get(url).content.decode()
