"""Sources and passages: what the database refuses, and what their forms say."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from sources.models import Passage, Source
from tests import factories as make

pytestmark = pytest.mark.django_db


def refused(constraint: str):
    """The database itself refuses, by the constraint of this name (SQLite names columns for a unique one)."""
    return pytest.raises(IntegrityError, match=constraint if connection.vendor == "postgresql" else None)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("source_has_title", {"title": ""}),
        ("source_has_title", {"publisher": ""}),
        ("source_rights_known", {"rights": "all"}),
        ("source_digest_is_sha256", {"text_digest": "abc"}),
    ],
)
def test_database_refuses_a_source_that_breaks_a_rule(constraint, values):
    source = make.make_source()
    with refused(constraint), transaction.atomic():
        Source.objects.filter(pk=source.pk).update(**values)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("passage_has_key_and_opening", {"key": ""}),
        ("passage_has_key_and_opening", {"opens": ""}),
        ("passage_paragraph_from_1", {"paragraph": 0}),
        ("passage_words_in_order", {"first_word": 3, "last_word": 2}),
        ("passage_words_in_order", {"first_word": 0, "last_word": 2}),
        ("passage_words_in_order", {"first_word": 1}),
        ("passage_words_in_order", {"last_word": 1}),
        ("passage_digest_is_sha256", {"digest": "abc"}),
        ("passage_standing_known", {"standing": "rumour"}),
    ],
)
def test_database_refuses_a_passage_that_breaks_a_rule(constraint, values):
    passage = make.make_passage()
    with refused(constraint), transaction.atomic():
        Passage.objects.filter(pk=passage.pk).update(**values)


def test_database_refuses_a_slug_or_a_key_twice():
    source, passage = make.make_source(), make.make_passage()
    with pytest.raises(IntegrityError), transaction.atomic():
        make.make_source(slug=source.slug)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.make_passage(key=passage.key)


def test_unknown_citation_is_an_error_at_the_field():
    with pytest.raises(ValidationError) as told:
        Source(slug="one", title="One", publisher="Press", summary="It is. [@nowhere]").full_clean()
    assert told.value.message_dict == {"summary": ["No passage has the key nowhere."]}


def test_summary_that_rests_on_nothing_is_an_error_at_the_field():
    with pytest.raises(ValidationError) as told:
        Source(slug="one", title="One", publisher="Press", summary="It is. [@editorial] It was.").full_clean()
    assert [message[:10] for message in told.value.message_dict["summary"]] == ["“It was.” "]
