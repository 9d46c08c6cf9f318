"""The bench on tiny atlases: each address is answered, and the table has what it promises. Times are not judged."""

import re
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from site_project.benching.atlas import Atlas
from site_project.benching.cases import CASES

SIZES = (40, 90)


@pytest.fixture
def place(tmp_path) -> dict[str, str]:
    """Databases beside the one of the tests, on the same server; files elsewhere."""
    settings = connection.settings_dict
    user = f"{settings['USER']}:{settings['PASSWORD']}".rstrip(":")
    server = f"postgres://{user}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}_bench"
    return {"folder": str(tmp_path), "postgres": server}


def bench(place: dict[str, str], **options) -> str:
    out = StringIO()
    database = {"sqlite": "sqlite", "postgresql": "postgres"}[connection.vendor]
    call_command("bench", databases=[database], sizes=list(SIZES), rounds=2, stdout=out, **place, **options)
    return out.getvalue()


@pytest.fixture
def told(place) -> Iterator[str]:
    yield bench(place, plans=True)
    bench(place, clean=True)


@pytest.mark.django_db
def test_table_has_times_of_each_case_and_a_plan_where_they_miss_what_is_wanted(told):
    head, _rule, *rows = told[: told.index(" |\n\n") + 2 if " |\n\n" in told else None].splitlines()
    assert re.sub("^. (sqlite|postgres)", "", head) == (
        " | 40: median (p95) ms | 90: median (p95) ms | 90: ratio | wanted |"
    )
    assert [row.split(" | ")[0] for row in rows] == [f"| {case.name}" for case in CASES]
    time = r"\d+\.\d \(\d+\.\d\)"
    missed = 0
    for row in rows:
        found = re.fullmatch(rf"\| .+ \| {time} \| {time} \| \d+\.\d\d \| ≤ [^*]+(\*\*missed\*\* at [\d, ]+)? \|", row)
        assert found, row
        missed += len(re.findall("40|90", found[1] or ""))
    assert len(re.findall(r"^.+ at (40|90): /.*\n\d+\.\d ms$", told, re.MULTILINE)) == missed


@pytest.mark.django_db
def test_clean_leaves_nothing(place, tmp_path):
    bench(place, clean=True)
    assert list(tmp_path.iterdir()) == []


def test_no_rounds_are_refused():
    with pytest.raises(CommandError, match="whole numbers from 1 on"):
        call_command("bench", rounds=0)


def test_each_size_has_a_database_of_its_own():
    assert Atlas("sqlite", 5, "/tmp").url == "sqlite:////tmp/atlas-5.sqlite3"  # noqa: S108
    assert Atlas("postgres", 5, "postgres://a@b/bench").url == "postgres://a@b/bench_5"


def test_server_that_is_not_there_is_told():
    with pytest.raises(CommandError, match="Name the server with --postgres"):
        call_command("bench", databases=["postgres"], clean=True, postgres="postgres://nobody@127.0.0.1:1/bench")
