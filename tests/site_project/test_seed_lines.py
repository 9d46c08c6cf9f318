"""Line numbers of a document's records and fields."""

import tomllib

from hypothesis import given, settings, strategies as st

from site_project.seeding import document, lines

VALUES = st.sampled_from(
    [
        '"plain"', '"with \\"quotes\\" and # no comment"', "'literal \\'", "12", "true", '["a", "b"]',
        '[\n  "a = 1",\n  "[[b]]", # c = 2\n]', '"""\n[[no]]\nkey = 1\n"""', "'''\n[[no]]\n'''", '"""a\\\n  b"""',
        '"""ends in a quote""""', "[[1, 2],\n[3]]", '""', '""""""',
    ]
)  # fmt: skip
RECORDS = st.lists(
    st.tuples(st.sampled_from(["zone", "company"]), st.dictionaries(st.sampled_from("abcd"), VALUES, max_size=4)),
    max_size=6,
)


@settings(deadline=None)
@given(RECORDS, st.lists(st.sampled_from(["", "# [[zone]]", "# a = 1"]), max_size=3))
def test_every_record_and_field_is_found_on_the_line_where_it_was_written(records, between):
    text, expected, seen = "format = 1\n", {("", 0, "format"): 1}, {}
    for table, fields in records:
        text += "".join(f"{line}\n" for line in between)
        index = seen[table] = seen.get(table, -1) + 1
        expected[table, index, ""] = text.count("\n") + 1
        text += f"[[{table}]] # head\n"
        for name, value in fields.items():
            expected[table, index, name] = text.count("\n") + 1
            text += f"{name} = {value}\n"
    tomllib.loads(text)
    assert lines.places(text) == expected


def test_bundled_document_has_a_line_for_each_of_its_fields():
    text = document.BUNDLED.read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    fields = {
        (table, index, name)
        for table, records in raw.items()
        if table != "format"
        for index, record in enumerate(records)
        for name in ("", *record)
    }
    assert set(lines.places(text)) == fields | {("", 0, "format")}
