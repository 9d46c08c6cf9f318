"""Seed documents: what is wrong with one is told in sentences, all at once, before anything is written."""

import re

import pytest

from site_project.seeding import document
from site_project.seeding.document import BUNDLED, Refused

from .seed_documents import SMALL, changed, read, written

OF_ALPHA = 'entry = "company/alpha"\neditorial = true'
KINDS = {
    "source", "passage", "tag", "zone", "company", "person", "milestone",
    "statement", "alias", "figure", "product", "role", "presence",
}  # fmt: skip


def problems(path) -> list[str]:
    with pytest.raises(Refused) as caught:
        document.read(path)
    return list(map(str, caught.value.problems))


def unlined(told: str, text: str) -> str:
    """The sentence without its line, after making sure that the line is one of the record that it names."""
    line, rest = re.fullmatch(r"line (\d+)(?:, |: )(.*)", told, re.DOTALL).groups()
    heads = re.findall(r"^\[\[?(\w+)\]", "\n".join(text.split("\n")[: int(line)]), re.MULTILINE)
    table = rest.split(" ")[0].strip(":")
    assert table == "format" or heads[-1] == table
    return rest


def test_bundled_document_reads():
    assert {record.kind for record in document.read(BUNDLED).records()} == KINDS


def test_small_document_reads(tmp_path):
    assert {record.kind for record in read(tmp_path).records()} == KINDS


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        # An unknown reference, by each way of naming one.
        ('source = "gazette"', 'source = "gazete"',
         'passage "shed", source: there is no source "gazete"; did you mean "gazette"?'),
        ('part_of = "north"', 'part_of = "south"',
         'zone "north-yard", part_of: there is no zone "south"; did you mean "north"?'),
        ('derived_from = "shed-opens"', 'derived_from = "x"',
         'milestone "bridge-follows", derived_from: there is no milestone "x".'),
        ('entry = "person/gamma"', 'entry = "person/delta"',
         'statement "gamma-origin", entry: there is no person "delta".'),
        ('organisation = "company/alpha"', 'organisation = "zone/alpha"',
         'role "gamma-keeper", organisation: there is no zone "alpha"; did you mean "company/alpha"?'),
        ('zone = "north"', 'zone = "east"', 'presence "alpha-north", zone: there is no zone "east".'),
        ('subjects = ["company/alpha", "person/gamma"]', 'subjects = ["company/alpha", "zone/gamma"]',
         'milestone "bridge-follows", subjects: there is no zone "gamma"; did you mean "person/gamma"?'),
        ('passages = ["bridge"]', 'passages = ["bride"]',
         'milestone "bridge-follows", passages: there is no passage "bride"; did you mean "bridge"?'),
        ('tags = ["sheds", "rivers"]', 'tags = ["sheds", "lakes"]', 'company "alpha", tags: there is no tag "lakes".'),
        ("a shed.[@shed]", "a shed.[@barn]", 'source "gazette", summary: there is no passage "barn".'),
        ("named.[@shed]", "named.[@barn]", 'tag "sheds", description: there is no passage "barn".'),
        ("It opened a shed.[@shed]", "It opened a shed.[@barn]", 'company "alpha", body: there is no passage "barn".'),
        # Circles, doubles, dates, evidence.
        ('derived_from_value = "2001"\n', "",
         'milestone "bridge-follows", derived_from_value: goes with derived_from, as the date'),
        ('date = "2002"\n', "", 'milestone "bridge-follows", date: is missing: derived_from says that it was derived.'),
        ('[[zone]]\nslug = "north"\n',
         '[[statement]]\nkey = "loop"\nentry = "zone/north"\nfield = "part_of"\neditorial = true\n\n'
         '[[zone]]\nslug = "north"\npart_of = "north-yard"\n',
         'zone "north", part_of: runs in a circle: "north" → "north-yard" → "north".'),
        ('derived_from = "shed-opens"', 'derived_from = "bridge-follows"',
         'milestone "bridge-follows", derived_from: runs in a circle: "bridge-follows" → "bridge-follows".'),
        ("[[zone]]", '[[tag]]\nslug = "rivers"\nname = "More"\n\n[[zone]]',
         'tag "rivers", slug: is used on line 39 already.'),
        ("[[role]]", '[[product]]\nkey = "shed"\ncompany = "alpha"\nname = "Hut"\neditorial = true\n\n[[role]]',
         'product "shed", key: is used on line 115 already.'),
        ("[[alias]]", f'[[alias]]\nkey = "again"\n{OF_ALPHA}\nname = "Alpha Works"\n\n[[alias]]',
         'alias "alpha-works", name: the same entry and name as alias "again" on line 99.'),
        ("[[alias]]", f'[[statement]]\nkey = "again"\n{OF_ALPHA}\nfield = "summary"\n\n[[alias]]',
         'statement "again", field: the same entry and field as statement "alpha-summary" on line 86.'),
        ('name = "rivers"', 'name = "sheds"', 'tag "rivers", name: the same name as tag "sheds" on line 34.'),
        ('founded = "2001"', 'founded = "last year"', 'company "alpha", founded: “last year” is not a date'),
        ('date = "2001"', 'date = "2001-02-30"', 'milestone "shed-opens", date: “2001-02-30” is not a date'),
        ('as_of = "2001"', 'as_of = "2001/"', 'figure "alpha-sheds", as_of: “2001/” is not a date'),
        ('since = "2001"', 'since = "May"', 'role "gamma-keeper", since: “May” is not a date'),
        ('published = "XXXX-05-04"', 'published = "XXXX-05"', 'source "gazette", published: “XXXX-05” is not a date'),
        ('name = "Shed"\npassages = ["shed"]', 'name = "Shed"',
         'product "shed", passages: name a passage, or say editorial = true.'),
        ('reading = "Said by us."\neditorial = true', "passages = []",
         'statement "gamma-origin", passages: name a passage, or say editorial = true.'),
        ('field = "summary"', 'field = "website"', 'company "alpha", summary: no statement says where it is from.'),
        # What a record of its kind must or may hold.
        ('opens = "Alpha Works opened"\n', "", 'passage "shed", opens: is missing.'),
        ('label = "Sheds"\n', "", 'figure "alpha-sheds", label: is missing.'),
        ('founded = "2001"', 'foundet = "2001"',
         'company "alpha", foundet: there is no such field; did you mean "founded"?'),
        ('slug = "rivers"', 'x = "blue"\nslug = "rivers"',
         'tag "rivers", x: there is no such field; a tag has slug, name, description.'),
        ('slug = "rivers"', '[tag.x]\nslug = "rivers"', 'tag number 2, slug: is missing.'),
        ('slug = "rivers"\n', "", "tag number 2, slug: is missing."),
        ('slug = "rivers"', 'slug = "Rivers"', 'tag "Rivers", slug: must be small letters a to z and digits'),
        ('subjects = ["company/alpha"]\n', "", 'milestone "shed-opens", subjects: is missing.'),
        ('subjects = ["company/alpha"]', "subjects = []", 'milestone "shed-opens", subjects: must name at least one.'),
        ('subjects = ["company/alpha"]', 'subjects = ["milestone/shed-opens"]',
         'milestone "shed-opens", subjects: must be company/, zone/ or person/ and a slug, as company/alpha.'),
        ('value = "150.50"', 'value = "many"', 'figure "alpha-sheds", value: must be a number of at most 15 digits'),
        ('value = "150.50"', 'value = "1234567890123456"', 'figure "alpha-sheds", value: must be a number of at most'),
        ('value = "150.50"', 'value = "1e9"', 'figure "alpha-sheds", value: must be a number of at most 15 digits'),
        ('value = "150.50"', "value = 150.5", 'figure "alpha-sheds", value: must be text, in quotes.'),
        ('key = "alpha-sheds"', f'key = "{"k" * 121}"', f'figure "{"k" * 121}", key: is longer than 120 characters.'),
        ("paragraph = 2", "paragraph = 0", 'passage "bridge", paragraph: must be at least 1.'),
        ("paragraph = 2", 'paragraph = "2"', 'passage "bridge", paragraph: must be a whole number, without quotes.'),
        ("paragraph = 2", f"paragraph = {10**30}", 'passage "bridge", paragraph: '),
        ("latitude = 22", "latitude = nan", 'zone "north-yard", latitude: must be a number that ends.'),
        ("latitude = 22", "latitude = 91", 'zone "north-yard", latitude: must be at most 90.'),
        ("longitude = 114.5\n", "", 'zone "north-yard", latitude: goes with longitude: give both, or neither.'),
        ('standing = "conditional"', 'standing = "condition"',
         'passage "bridge", standing: must be reported, planned, conditional, claim or opinion; did you mean'
         ' "conditional"?'),
        ('kind = "settled"', 'kind = "lost"', 'presence "alpha-north", kind: must be settled, headquarters, research,'),
        ('comparator = ">"', 'comparator = "more"', 'figure "alpha-sheds", comparator: must be =, <, > or ≈.'),
        ("founder = true", 'founder = "yes"', 'role "gamma-keeper", founder: must be true or false, without quotes.'),
        ('entry = "person/gamma"', 'entry = "gamma"',
         'statement "gamma-origin", entry: must be company/, zone/, person/ or milestone/ and a slug, as company/alpha;'
         ' did you mean "person/gamma"?'),
        ('name = "North"', 'name = "No\\u0000rth"', 'zone "north", name: holds a NUL character; take it out.'),
        ('name = "Gamma"', 'name = "  "', 'person "gamma", name: is blank.'),
        ('published = "XXXX-05-04"', "published = 2001-05-04", 'source "gazette", published: must be text, in quotes.'),
        ("words = [1, 10]", "words = [10, 1]", 'passage "shed", words: the first word comes after the last.'),
        ("words = [1, 10]", "words = [0, 10]", 'passage "shed", words: must be at least 1.'),
        ("words = [1, 10]", "words = [1]", 'passage "shed", words: must be two numbers in brackets, as [3, 12].'),
        ("words = [1, 10]", "words = 1", 'passage "shed", words: must be two numbers in brackets, as [3, 12].'),
        ('tags = ["sheds"]', 'tags = "sheds"', 'milestone "shed-opens", tags: must be a list, in brackets.'),
        # What the database would refuse.
        ('field = "origin"', 'field = "orgin"',
         'statement "gamma-origin", field: a person cites no field "orgin"; did you mean "origin"?'),
        ('field = "origin"', 'field = "shoe_size"',
         'statement "gamma-origin", field: a person cites no field "shoe_size"; it may be summary, origin.'),
        ('opens = "Alpha Works opened"', 'opens = "one two three four five six seven"', 'passage "shed", opens: Quote'),
        ('name = "Gamma"', f'name = "{"G" * 201}"', 'person "gamma", name: has 201 characters; at most 200 fit.'),
        ("[[tag]]", f'[[passage]]\nkey = "{"k" * 41}"\nsource = "gazette"\nparagraph = 1\nopens = "x"\n\n[[tag]]',
         f'passage "{"k" * 41}", key: has 41 characters; at most 40 fit.'),
        ('founded = "2001"', 'founded = "[2001' + ",2002" * 20 + ']"', 'company "alpha", founded: has 106 characters'),
        ('published = "XXXX-05-04"', 'url = "shed"',
         'source "gazette", url: is not a whole web address, as https://example.org/.'),
        # The document as a whole.
        ("format = 1", "", "format: is missing: write format = 1 above the first record."),
        ("format = 1", "format = 2", "format: must be 1, without quotes; no other is known."),
        ("[[product]]", "[[produkt]]", 'produkt: there is no such table; did you mean "product"?'),
        ("[[product]]", "[[gadget]]", "gadget: there is no such table; there are source, passage, tag,"),
        ("[[product]]", "[product]", "product: begin each record of this table with [[product]], in two pairs of"),
    ],
)  # fmt: skip
def test_one_error_is_one_sentence_naming_line_record_and_field(tmp_path, old, new, sentence):
    text = changed((old, new))
    told = problems(written(tmp_path, text))
    assert unlined(told[0], text).startswith(sentence)
    # Without its key, a tag leaves what names it alone.
    assert len(told) == 1 or old.startswith('slug = "rivers"')
    assert told[0].endswith((".", "?"))


def test_order_of_zones_and_milestones_is_free(tmp_path):
    north, yard = '[[zone]]\nslug = "north"\nname = "North"\n', '[[zone]]\nslug = "north-yard"\n'
    seed = read(tmp_path, (north, ""), ("[[company]]", f"{north}\n[[company]]"))
    assert [zone.slug for zone in seed.zone] == ["north-yard", "north"]
    assert [record.slug for record in seed.records() if record.kind == "zone"] == ["north", "north-yard"]
    assert yard in SMALL


def test_records_that_are_no_tables_are_counted(tmp_path):
    sentence = "must be a table: begin it with [[tag]] and give each field a line of its own."
    assert problems(written(tmp_path, 'format = 1\ntag = [1, "two"]')) == [
        f"line 2, tag number 1: {sentence}",
        f"line 2, tag number 2: {sentence}",
    ]


def test_all_errors_are_told_at_once_in_the_order_of_lines(tmp_path):
    """Those of a single record and those between records; one does not hide the other."""
    text = changed(
        ('slug = "rivers"', 'slug = "sheds"'),
        ('founded = "2001"', 'founded = "2001-13"'),
        ("It opened a shed.[@shed]", "It opened[@barn] a shed.[@hut]"),
        ("paragraph = 2", "paragraph = -2"),
        ('label = "Sheds"\n', ""),
        ('title = "Keeper"\nfounder = true\nsince = "2001"\npassages = ["shed"]', 'titel = 1\npassages = ["shet"]'),
    )
    told = problems(written(tmp_path, text))
    assert [sentence.split(", ", 1)[1].split(":")[0] for sentence in told] == [
        'passage "bridge", paragraph', 'tag "sheds", slug', 'company "alpha", body', 'company "alpha", body',
        'company "alpha", founded', 'company "alpha", tags', 'figure "alpha-sheds", label',
        'role "gamma-keeper", title', 'role "gamma-keeper", titel', 'role "gamma-keeper", passages',
    ]  # fmt: skip
    numbers = [int(re.match(r"line (\d+)", sentence)[1]) for sentence in told]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "document.toml: is empty; seed_article --new FILE writes a document to start from."),
        (b" \n\n", "document.toml: is empty; "),
        (SMALL.encode().replace(b"A gazette", b"A gazett\xe9"), "line 6: this is not UTF-8 text; save the document as"),
        (SMALL.encode("utf-16"), "document.toml: is UTF-16 text; save it as UTF-8."),
        (b"format = 1\n\x00", "line 2: there is a NUL character"),
        (b"format = ", "line 1: this is not TOML"),
        (b"format = 1\nname = x", "line 2: this is not TOML from column 8 on: a value is missing or stands without qu"),
        (b"format = 1\n\n[[tag]\nslug = 1", "line 3: this is not TOML from column 6 on: the head of a record is not"),
        (b'format = 1\nname = "x\ny = 1', "line 2: this is not TOML from column 10 on: a text is not closed on its li"),
        (b'format = 1\nname = """x\ny = 1\n\n', "line 2: this is not TOML: a text is not closed: look for the missi"),
        (b'format = 1\nname = "x" y', "line 2: this is not TOML from column 12 on: something stands after the value"),
        (b'format = 1\nname = "\\x"', "line 2: this is not TOML from column 11 on: a backslash in a text is written"),
        (b"format = 1\nformat = 1", "line 2: this is not TOML: this name is used already"),
        (b"format = 1\nx = [1\n2]", "line 3: this is not TOML from column 1 on: a list is not closed, or a comma is m"),
        (b"format = 1\njust words", "line 2: this is not TOML from column 6 on: a field is written as name ="),
        (b"format = 1\n[[tag]]\n[tag]", "line 3: this is not TOML from column 5 on: this "),
        (b"format = " + b"1" * 5000, "document.toml: is not TOML that can be read: it holds a number of too many"),
        (b"format = " + b"[" * 50_000, "document.toml: is not TOML that can be read: brackets stand too deep"),
    ],
)  # fmt: skip
def test_unreadable_document_is_one_sentence(tmp_path, content, sentence):
    path = tmp_path / "document.toml"
    path.write_bytes(content)
    (told,) = problems(path)
    assert told.removeprefix(f"{tmp_path}/").startswith(sentence)
    assert told.endswith(".")


def test_field_that_stands_twice_is_named(tmp_path):
    path = written(tmp_path, 'format = 1\n[[tag]]\nslug = "a"\nslug = "b"\n')
    assert problems(path) == ["line 4, slug: stands already in this record, or at the top of the document."]


def test_record_without_a_key_runs_in_no_circle(tmp_path):
    path = written(tmp_path, 'format = 1\n[[zone]]\nname = "North"\n')
    assert problems(path) == ["line 2, zone number 1, slug: is missing."]


def test_byte_order_mark_is_no_part_of_the_document(tmp_path):
    assert document.read(written(tmp_path, "\ufeff" + SMALL)).source


def test_missing_document_is_one_sentence(tmp_path):
    path = tmp_path / "none.toml"
    assert problems(path) == [f"{path}: cannot be read: No such file or directory."]


def test_folder_as_document_is_one_sentence(tmp_path):
    assert problems(tmp_path) == [f"{tmp_path}: cannot be read: Is a directory."]


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
        except Refused as error:
            assert error.problems
            assert all(str(told).endswith((".", "?")) for told in error.problems)
            refused += 1
    assert refused > 800
    assert read_well > 50
