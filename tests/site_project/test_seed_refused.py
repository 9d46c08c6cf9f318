"""Seeding: what cannot be brought together is refused as a whole, in a sentence, and nothing is written."""

from decimal import Decimal

import pytest

from companies.models import Company, Person, Presence
from entries.models import Figure, Tag
from site_project.seeding import loader
from sources.models import Passage, Source
from sources.texts import TextRefused

from .seed_documents import BRIDGE, RECORDS, TEXT, clear, dump

pytestmark = pytest.mark.django_db
OF_ALPHA = 'entry = "company/alpha"\neditorial = true'


def refused(seed, *changes, **options) -> str:
    """The sentence with which a load is refused, after making sure that it wrote nothing."""
    before = dump()
    with pytest.raises((loader.LoadError, TextRefused)) as caught:
        seed(*changes, **options)
    assert dump() == before
    return str(caught.value)


def test_slug_held_by_another_id_is_refused(seed):
    Company.objects.create(name="Another", slug="alpha")
    assert refused(seed) == 'company "alpha", slug: Another company has this slug.'


def test_slug_held_by_another_kind_is_free(seed):
    Person.objects.create(name="Another", slug="alpha")
    assert seed() == {"created": RECORDS}


def test_tag_and_passage_key_held_by_another_id_are_refused(seed):
    tag = Tag.objects.create(name="other", slug="sheds")
    assert refused(seed).startswith('tag "sheds", slug: ')
    tag.delete()
    Passage.objects.create(
        key="shed", source=Source.objects.create(slug="x", title="X", publisher="X"), opens="x", paragraph=1
    )
    assert refused(seed).startswith('passage "shed", key: ')


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("longitude = 114.5\n", "", 'zone "north-yard", row: Give both latitude and longitude, or neither.'),
        ("latitude = 22", "latitude = 91", 'zone "north-yard", row: '),
        ('field = "origin"', 'field = "shoe_size"', 'statement "gamma-origin", field: Choose one of: summary, origin.'),
        ('date = "2002"\n', "", 'milestone "bridge-follows", date: A derived milestone needs the date'),
        ('opens = "Alpha Works opened"', 'opens = "one two three four five six seven"', 'passage "shed", opens: '),
        ("words = [1, 10]", "words = [10, 1]", 'passage "shed", row: '),
        ("words = [1, 10]", "words = [-1, 10]", 'passage "shed", first_word: '),
        ("paragraph = 2", f"paragraph = {10**30}", 'passage "bridge", paragraph: '),
        ('name = "Gamma"', f'name = "{"G" * 201}"', 'person "gamma", name: '),
        ('name = "Gamma"', 'name = "  "', 'person "gamma", name: This field cannot be blank.'),
        ('founded = "2001"', 'founded = "[2001' + ",2002" * 20 + ']"', 'company "alpha", founded: '),
        ('founded = "2001"', 'website = "shed"', 'company "alpha", website: Enter a valid URL.'),
        ("[[alias]]", f'[[alias]]\nkey = "again"\n{OF_ALPHA}\nname = "Alpha Works"\n\n[[alias]]',
         'alias "alpha-works", '),
        ("[[alias]]", f'[[statement]]\nkey = "again"\n{OF_ALPHA}\nfield = "summary"\n\n[[alias]]',
         'statement "again", '),
    ],
)  # fmt: skip
def test_value_that_the_model_refuses_writes_nothing(seed, old, new, sentence):
    assert refused(seed, (old, new)).startswith(sentence)


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
    before, save = dump(), Presence.save

    def fail(*_args, **_options):
        assert Company.objects.exists()
        raise RuntimeError("as if the machine failed")

    monkeypatch.setattr(Presence, "save", fail)
    with pytest.raises(RuntimeError):
        seed()
    assert dump() == before
    monkeypatch.setattr(Presence, "save", save)
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
    assert refused(seed, text=TEXT).startswith('source "gazette" was deleted by an editor')
