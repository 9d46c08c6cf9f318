"""Tables as CSV: what a spreadsheet gets, and that nothing in it runs."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from entries import tabular


def text(rows, columns, **options) -> str:
    return b"".join(tabular.lines(rows, columns, **options)).decode()


def test_header_then_rows_in_the_order_of_the_columns():
    rows = [{"b": 2, "a": "one"}, {"a": "two, three"}]
    assert text(rows, ["a", "b"]) == 'a,b\r\none,2\r\n"two, three",\r\n'


def test_labels_name_the_columns_for_people():
    assert text([], ["name", "since"], labels={"name": "Name"}) == "Name,since\r\n"


def test_mark_for_spreadsheets_stands_first_where_it_is_asked_for():
    assert b"".join(tabular.lines([], ["样本"], bom=True)) == b"\xef\xbb\xbf" + "样本\r\n".encode()


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_formula_becomes_text(formula):
    assert tabular.cell(formula) == f"'{formula}"
    assert tabular.cell([formula, "a"]).startswith("'")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (-5, -5), (1.5, 1.5), (None, ""), (True, "true"), (["a", "b"], "a; b"), (Decimal("2"), "2"),
        (datetime(2020, 1, 2, tzinfo=UTC), "2020-01-02T00:00:00+00:00"),
    ],
)  # fmt: skip
def test_values_as_cells(value, told):
    assert tabular.cell(value) == told


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=2, max_size=2))
def test_any_text_is_read_back_with_at_most_an_apostrophe(values):
    told = text([dict(zip("ab", values, strict=True))], ["a", "b"])
    (_header, row) = csv.reader(io.StringIO(told, newline=""))
    for value, cell in zip(values, row, strict=True):
        assert cell == value or (cell == f"'{value}" and value.startswith(tabular.FORMULA))
