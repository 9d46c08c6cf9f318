"""What the tests of seeding share."""

from collections import Counter

import pytest

from site_project.seeding import loader

from .seed_documents import read


@pytest.fixture
def seed(tmp_path):
    """Load the small document with parts of it replaced; gives the number of records by what became of them."""

    def load(*changes, **options) -> Counter:
        return sum(loader.load(read(tmp_path, *changes), "small", **options).counts.values(), Counter())

    return load
