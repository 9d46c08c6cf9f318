"""Entering passages one after another."""

import pytest
from django.urls import reverse

from sources.models import Passage, Source

pytestmark = pytest.mark.django_db


def test_whoever_adds_another_passage_stays_in_the_same_source(admin_client):
    source = Source.objects.create(slug="gazette", title="A gazette", publisher="Gazette")
    sent = {"source": source.pk, "key": "g1", "paragraph": 1, "opens": "Once upon a time", "standing": "reported"}
    answer = admin_client.post(reverse("admin:sources_passage_add"), sent | {"_addanother": ""}, follow=True)
    assert Passage.objects.get().key == "g1"
    assert f'<option value="{source.pk}" selected>A gazette</option>' in answer.content.decode()
