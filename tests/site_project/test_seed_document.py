"""Seed documents: what is wrong with one is told in sentences, all at once, before anything is written."""

import re

import pytest

from site_project.seeding import document
from site_project.seeding.document import BUNDLED, DocumentError

from .seed_documents import SMALL, changed, read, written

KINDS = {
    "source", "passage", "tag", "zone", "company", "person", "milestone",
    "statement", "alias", "figure", "product", "role", "presence",
}  # fmt: skip


def problems(path) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        document.read(path)
    return caught.value.problems


def test_bundled_document_reads():
    assert {record.kind for record in document.read(BUNDLED).records()} == KINDS


def test_small_document_reads(tmp_path):
    assert {record.kind for record in read(tmp_path).records()} == KINDS


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        # An unknown reference, by each way of naming one.
        ('source = "gazette"', 'source = "herald"', 'passage "shed", source: there is no source "herald".'),
        ('part_of = "north"', 'part_of = "south"', 'zone "north-yard", part_of: there is no zone "south".'),
        ('derived_from = "shed-opens"', 'derived_from = "x"',
         'milestone "bridge-follows", derived_from: there is no milestone "x".'),
        ('entry = "person/gamma"', 'entry = "person/delta"',
         'statement "gamma-origin", entry: there is no person "delta".'),
        ('organisation = "company/alpha"', 'organisation = "zone/alpha"',
         'role "gamma-keeper", organisation: there is no zone "alpha".'),
        ('zone = "north"', 'zone = "east"', 'presence "alpha-north", zone: there is no zone "east".'),
        ('subjects = ["company/alpha", "person/gamma"]', 'subjects = ["company/alpha", "zone/gamma"]',
         'milestone "bridge-follows", subjects: there is no zone "gamma".'),
        ('passages = ["bridge"]', 'passages = ["tunnel"]',
         'milestone "bridge-follows", passages: there is no passage "tunnel".'),
        ('tags = ["sheds", "rivers"]', 'tags = ["sheds", "lakes"]', 'company "alpha", tags: there is no tag "lakes".'),
        ("a shed.[@shed]", "a shed.[@barn]", 'source "gazette", summary: there is no passage "barn".'),
        ("named.[@shed]", "named.[@barn]", 'tag "sheds", description: there is no passage "barn".'),
        ("It opened a shed.[@shed]", "It opened a shed.[@barn]", 'company "alpha", body: there is no passage "barn".'),
        # Order, doubles, dates, evidence.
        ('derived_from_value = "2001"\n', "",
         'milestone "bridge-follows", derived_from_value: stands with derived_from, as the date'),
        ('slug = "north"\n', 'slug = "north"\npart_of = "north-yard"\n',
         'zone "north", part_of: zone "north-yard" must stand before it.'),
        ('derived_from = "shed-opens"', 'derived_from = "bridge-follows"',
         'milestone "bridge-follows", derived_from: milestone "bridge-follows" must stand before it.'),
        ("[[zone]]", '[[tag]]\nslug = "rivers"\nname = "More"\n\n[[zone]]',
         'tag "rivers": stands 2 times; a key is used once.'),
        ("[[role]]", '[[product]]\nkey = "shed"\ncompany = "alpha"\nname = "Hut"\neditorial = true\n\n[[role]]',
         'product "shed": stands 2 times; a key is used once.'),
        ('founded = "2001"', 'founded = "last year"', 'company "alpha", founded: “last year” is not a date'),
        ('date = "2001"', 'date = "2001-02-30"', 'milestone "shed-opens", date: “2001-02-30” is not a date'),
        ('as_of = "2001"', 'as_of = "2001/"', 'figure "alpha-sheds", as_of: “2001/” is not a date'),
        ('since = "2001"', 'since = "May"', 'role "gamma-keeper", since: “May” is not a date'),
        ('published = "XXXX-05-04"', 'published = "XXXX-05"', 'source "gazette", published: “XXXX-05” is not a date'),
        ('name = "Shed"\npassages = ["shed"]', 'name = "Shed"',
         'product "shed", passages: name a passage, or say editorial = true.'),
        ('reading = "Said by us."\neditorial = true', 'passages = []',
         'statement "gamma-origin", passages: name a passage, or say editorial = true.'),
        ('field = "summary"', 'field = "founded"', 'company "alpha", summary: no statement says where it is from.'),
        # What a record of its kind must or may hold.
        ('opens = "Alpha Works opened"\n', "", 'passage "shed", opens: Field required.'),
        ('label = "Sheds"\n', "", 'figure "alpha-sheds", label: Field required.'),
        ('slug = "rivers"', 'colour = "blue"\nslug = "rivers"',
         'tag "rivers", colour: Extra inputs are not permitted.'),
        ('slug = "rivers"\n', "", 'tag "number 2", slug: Field required.'),
        ('subjects = ["company/alpha"]\n', "", 'milestone "shed-opens", subjects: Field required.'),
        ('subjects = ["company/alpha"]', "subjects = []", 'milestone "shed-opens", subjects: List should have'),
        ('subjects = ["company/alpha"]', 'subjects = ["milestone/shed-opens"]',
         'milestone "shed-opens", subjects.0: String should match'),
        ('value = "150.50"', 'value = "many"', 'figure "alpha-sheds", value: String should match'),
        ('value = "150.50"', 'value = "1234567890123456"', 'figure "alpha-sheds", value: String should match'),
        ('key = "alpha-sheds"', f'key = "{"k" * 121}"', f'figure "{"k" * 121}", key: String should have at most 120'),
        ('value = "150.50"', 'value = "1e9"', 'figure "alpha-sheds", value: String should match'),
        ('value = "150.50"', "value = 150.5", 'figure "alpha-sheds", value: Input should be a valid string'),
        ("paragraph = 2", "paragraph = 0", 'passage "bridge", paragraph: Input should be greater'),
        ("paragraph = 2", 'paragraph = "second"', 'passage "bridge", paragraph: Input should be a valid integer'),
        ("latitude = 22", "latitude = nan", 'zone "north-yard", latitude: Input should be a finite number.'),
        ('standing = "conditional"', 'standing = "sure"', 'passage "bridge", standing: Input should be'),
        ('kind = "settled"', 'kind = "lost"', 'presence "alpha-north", kind: Input should be'),
        ('entry = "person/gamma"', 'entry = "gamma"', 'statement "gamma-origin", entry: String should match'),
        ('name = "North"', 'name = "No\\u0000rth"', 'zone "north", name: String should match'),
        ('published = "XXXX-05-04"', "published = 2001-05-04", 'source "gazette", published: Input should be a valid'),
        # The document as a whole.
        ("format = 1", "", "format: Field required."),
        ("format = 1", "format = 2", "format: Input should be 1."),
        ("[[product]]", "[[gadget]]", "gadget: Extra inputs are not permitted."),
        ("[[product]]", "[product]", "product: Input should be a valid list."),
    ],
)  # fmt: skip
def test_one_error_is_one_sentence_naming_table_record_and_field(tmp_path, old, new, sentence):
    (told,) = problems(written(tmp_path, changed((old, new))))
    assert told.startswith(sentence)
    assert told.endswith(".")


def test_records_that_are_no_tables_are_counted(tmp_path):
    assert [told.split(":")[0] for told in problems(written(tmp_path, 'format = 1\ntag = [1, "two"]'))] == [
        'tag "number 1", table',
        'tag "number 2", table',
    ]


def test_all_errors_of_form_are_told_at_once(tmp_path):
    text = changed(("paragraph = 2", "paragraph = -2"), ('label = "Sheds"\n', ""), ('title = "Keeper"', "titel = 1"))
    assert [told.split(":")[0] for told in problems(written(tmp_path, text))] == [
        'passage "bridge", paragraph',
        'figure "alpha-sheds", label',
        'role "gamma-keeper", title',
        'role "gamma-keeper", titel',
    ]


def test_all_errors_of_meaning_are_told_at_once(tmp_path):
    text = changed(
        ('slug = "rivers"', 'slug = "sheds"'),
        ('founded = "2001"', 'founded = "2001-13"'),
        ("It opened a shed.[@shed]", "It opened[@barn] a shed.[@hut]"),
    )
    assert [told.split(":")[0] for told in problems(written(tmp_path, text))] == [
        'tag "sheds"',
        'company "alpha", tags',
        'company "alpha", body',
        'company "alpha", body',
        'company "alpha", founded',
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "format: Field required."),
        (SMALL.encode().replace(b"Alpha", b"Alph\xe4"), "is not UTF-8 text: byte"),
        (SMALL.encode("utf-16"), "is not UTF-8 text: byte 0 is none."),
        (b"format = ", "is not TOML: Invalid value"),
        (SMALL.encode() + b"\n[[tag]", "is not TOML:"),
        (b"\x00", "is not TOML:"),
        (b"format = " + b"1" * 5000, "is not TOML:"),
        (b"format = " + b"[" * 50_000, "is not TOML:"),
    ],
    ids=["empty", "latin-1", "utf-16", "half", "cut off", "nul", "number too long", "too deep"],
)
def test_unreadable_document_is_one_sentence(tmp_path, content, sentence):
    path = tmp_path / "document.toml"
    path.write_bytes(content)
    (told,) = problems(path)
    assert sentence in told


def test_missing_document_is_one_sentence(tmp_path):
    path = tmp_path / "none.toml"
    assert problems(path) == [f"{path} cannot be read: No such file or directory."]


def test_folder_as_document_is_one_sentence(tmp_path):
    assert problems(tmp_path) == [f"{tmp_path} cannot be read: Is a directory."]


def _mangled():
    """The small document with, in turn, each line left out, doubled, or its value replaced by a wrong one."""
    lines = SMALL.strip().splitlines()
    for number, line in enumerate(lines):
        before, after = lines[:number], lines[number + 1 :]
        yield [*before, *after]
        yield [*before, line, line, *after]
        if found := re.match(r"(\w+) = ", line):
            for value in ('""', "[]", "-1", "{}", '[""]', "true", "[[]]", '"/"', '"\\u0000"', "1979-05-27", "inf"):
                yield [*before, f"{found[1]} = {value}", *after]


def test_no_mangled_document_raises_anything_else(tmp_path):
    path, refused, read_well = tmp_path / "document.toml", 0, 0
    for lines in _mangled():
        path.write_text("\n".join(lines), encoding="utf-8")
        try:
            document.read(path)
            read_well += 1
        except DocumentError as error:
            assert error.problems
            assert all(told.endswith((".", "”")) and "Traceback" not in told for told in error.problems)
            refused += 1
    assert refused > 800
    assert read_well > 50
