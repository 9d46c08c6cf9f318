"""Seeding: what cannot be brought together is refused as a whole, in a sentence, and nothing is written."""

from decimal import Decimal

import pytest

from companies.models import Company, Person, Presence
from entries.models import Figure, Statement, Tag
from site_project.models import SeedRecord
from site_project.seeding import loader, writing
from site_project.seeding.document import Refused
from sources.models import Passage, Source
from sources.texts import TextRefused

from .seed_documents import BRIDGE, RECORDS, TEXT, clear, dump, read

pytestmark = pytest.mark.django_db


def refused(seed, *changes, **options) -> str:
    """The sentence with which a load is refused, after making sure that it wrote nothing."""
    before = dump()
    with pytest.raises((Refused, TextRefused)) as caught:
        seed(*changes, **options)
    assert dump() == before
    return str(caught.value)


def test_slug_held_by_another_id_is_refused(seed):
    Company.objects.create(name="Another", slug="alpha")
    assert refused(seed) == 'line 55, company "alpha", slug: Another company has this slug.'


def test_slug_held_by_another_kind_is_free(seed):
    Person.objects.create(name="Another", slug="alpha")
    assert seed() == {"created": RECORDS}


def test_tag_and_passage_key_held_by_another_id_are_refused(seed):
    tag = Tag.objects.create(name="other", slug="sheds")
    assert refused(seed).startswith('line 35, tag "sheds", slug: ')
    tag.delete()
    Passage.objects.create(
        key="shed", source=Source.objects.create(slug="x", title="X", publisher="X"), opens="x", paragraph=1
    )
    assert refused(seed).startswith('line 15, passage "shed", key: ')


def test_passage_and_parent_that_an_editor_deleted_are_told_where_a_new_row_needs_them(seed):
    seed()
    clear()
    new = '[[company]]\nslug = "beta"\nname = "Beta"\nbody = "It opened.[@shed]"\n\n[[person]]'
    assert refused(seed, ("[[person]]", new)).endswith(
        'company "beta", body: an editor deleted or renamed the passage "shed".'
    )
    new = '[[zone]]\nslug = "south-yard"\nname = "South Yard"\npart_of = "north"\n\n'
    new += '[[statement]]\nkey = "part"\nentry = "zone/south-yard"\nfield = "part_of"\neditorial = true\n\n[[company]]'
    assert refused(seed, ("[[company]]", new)).endswith(
        'zone "south-yard", part_of: zone "north" was deleted by an editor; leave this line out.'
    )


def test_document_that_would_publish_what_an_editor_left_without_evidence_is_refused(seed):
    seed()
    Statement.objects.get(field="founded").delete()
    told = refused(seed, ('founded = "2001"', 'founded = "2002"'))
    assert told.endswith('company "alpha": with what editors changed, this would rest on nothing: Founded: 2002.')
    assert seed() == {"deleted": 1, "unchanged": RECORDS - 1}


def test_name_of_a_document_fits_its_column(tmp_path):
    with pytest.raises(Refused, match="at most 80"):
        loader.load(read(tmp_path), "n" * 81)
    assert not SeedRecord.objects.exists()


@pytest.mark.parametrize(
    "value", ["9" * 15, f"-{'9' * 9}.{'9' * 6}", "12345678901.4321", "1234567890123.45", "0.000001"]
)
def test_number_of_fifteen_digits_is_kept_exactly(seed, value):
    change = ('value = "150.50"', f'value = "{value}"')
    seed(change)
    assert Figure.objects.get().value == Decimal(value)
    assert seed(change) == {"unchanged": RECORDS}


def test_longest_key_is_kept(seed):
    change = ('key = "alpha-sheds"', f'key = "{"k" * 120}"')
    assert seed(change) == {"created": RECORDS}
    assert seed(change) == {"unchanged": RECORDS}


def test_error_in_the_last_record_writes_nothing(seed, monkeypatch):
    before, create = dump(), writing.create

    def fail(rows, *rest):
        if isinstance(rows[0], Presence):
            assert Company.objects.exists()
            raise RuntimeError("as if the machine failed")
        create(rows, *rest)

    monkeypatch.setattr(writing, "create", fail)
    with pytest.raises(RuntimeError):
        seed()
    assert dump() == before
    monkeypatch.undo()
    assert seed() == {"created": RECORDS}


# The source's text.


def test_text_is_kept_with_digest_and_shape_and_the_next_load_changes_nothing(seed):
    seed(text=TEXT)
    source = Source.objects.get()
    assert (source.text, [len(words) for words in source.shape]) == (TEXT, [12, 13])
    before = dump()
    assert seed() == {"unchanged": RECORDS}
    assert dump() == before


def test_text_with_a_changed_word_inside_a_passage_is_refused_by_name(seed):
    seed()
    assert refused(seed, text=TEXT.replace("add a bridge", "add no bridge")) == (
        "Passage bridge, ¶ 2: found, but words inside it have changed."
    )


def test_text_without_a_passage_is_refused_and_every_missing_one_named(seed):
    told = refused(seed, text=TEXT.replace(BRIDGE, "Nothing.").replace("its keeper", "a keeper"))
    assert [line.split(",")[0] for line in told.splitlines()] == ["Passage shed", "Passage bridge"]


def test_text_for_a_source_that_an_editor_deleted_is_refused(seed):
    seed()
    clear()
    assert refused(seed, text=TEXT).startswith('line 4, source "gazette": was deleted by an editor')
