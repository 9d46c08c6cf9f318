"""What all tests share."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nothing_kept():
    """A rollback leaves no trace in the state of the content, by which what is kept would be told to be old."""
    from entries.search.results import public_at  # noqa: PLC0415  (models load after this file)
    from site_project.charting.graph import graph_at  # noqa: PLC0415

    cache.clear()
    graph_at.cache_clear()
    public_at.cache_clear()


@pytest.fixture
def groups(db):
    """The groups as the migration makes them, since a test that empties the database takes them away."""
    import_module("site_project.migrations.0002_groups").make_groups(apps, None)


def pytest_report_header(config):
    from django.conf import settings  # noqa: PLC0415  (settings load after this file)

    return f"database: {settings.DATABASES['default']['ENGINE'].rsplit('.', 1)[-1]}"
