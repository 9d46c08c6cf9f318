"""The script of docs/api.md against a server that runs."""

import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

from companies.models import Company
from entries import representation

SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "list-evidence.sh"
needed = pytest.mark.skipif(not (shutil.which("curl") and shutil.which("jq")), reason="needs curl and jq")


@needed
@pytest.mark.django_db(transaction=True)
def test_script_lists_every_fact_of_every_company_with_its_passages(live_server, settings):
    settings.SITE_URL = live_server.url
    call_command("loaddata", "shenzhen_hard_tech", verbosity=0)
    done = subprocess.run([SCRIPT, live_server.url, "1"], capture_output=True, text=True, check=True, timeout=60)
    told = [line.split("\t") for line in done.stdout.splitlines()]
    expected = [
        (company.name, f"{fact.label}: {fact.value}", fact)
        for company in representation.represent(Company.objects.by_name())
        for fact in company.facts
        if fact.value
    ]
    assert [(name, fact) for name, fact, _passages in told] == [(name, words) for name, words, _fact in expected]
    assert len({name for name, *_rest in told}) > 1
    for (_name, _words, passages), (*_same, fact) in zip(told, expected, strict=True):
        for passage in fact.evidence.passages:
            assert f"{passage.source} ¶ {passage.paragraph}, “{passage.opens}”" in passages
