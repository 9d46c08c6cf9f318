"""The check of all evidence: quiet where all is well, and by name and address where it is not."""

import json

import pytest
from django.core.management import call_command

from companies.models import Company, Milestone
from entries import admin_checking
from entries.models import Entry, Figure, Tag
from sources.models import Passage, Source
from tests import factories as make

from .seed_documents import TEXT

pytestmark = pytest.mark.django_db

REPORT = "/admin/entries/entry/evidence/"


@pytest.fixture
def atlas(seed):
    seed(text=TEXT)


def check(capsys, *options) -> tuple[int, str]:
    capsys.readouterr()
    try:
        call_command("check_evidence", *options)
    except SystemExit as ended:
        return ended.code, capsys.readouterr().out
    return 0, capsys.readouterr().out


def codes(capsys, *options) -> list[tuple[str, bool]]:
    _code, out = check(capsys, "--json", *options)
    return [(finding["code"], finding["fault"]) for finding in json.loads(out)["findings"]]


def test_bundled_content_is_quiet(capsys):
    call_command("seed_article")
    code, out = check(capsys, "--strict")
    assert code == 0
    assert out.splitlines() == [
        "0 passages looked up in their sources",
        f"{Passage.objects.count()} passages whose sources’ texts are not at hand",
        f"{Entry.objects.count()} published entries read",
        "Faults: 0. Remarks: 0.",
    ]


def test_site_with_a_text_is_quiet_and_counts_what_it_looked_up(capsys, atlas):
    code, out = check(capsys, "--strict", "--json")
    assert (code, json.loads(out)) == (
        0, {"checked": {"located": 2, "entries": 6}, "faults": 0, "remarks": 0, "findings": []},
    )  # fmt: skip


def lose_passage():
    Source.objects.update(text=TEXT.replace("If the river allows it", "If nobody minds"))
    return "passage bridge of A gazette, ¶ 2: the opening words “If the river allows it,” are not in this paragraph."


def change_a_word_inside():
    Source.objects.update(text=TEXT.replace("a shed in 2001", "a barn in 2001"))
    return "passage shed of A gazette, ¶ 1: words inside it have changed."


def take_a_figures_passages():
    Figure.objects.get().passages.clear()
    return "Alpha: Figure: Sheds: >150.5 sheds"


def rename_a_key_that_prose_cites():
    Passage.objects.filter(key="shed").update(key="hut")
    return "Alpha: no passage is called shed."


def change_a_parents_date():
    Milestone.objects.filter(slug="shed-opens").update(date="2000")
    return "A bridge follows: derived from 2001, the date of “A shed opens”, which is 2000 now."


def describe_a_tag_without_a_passage():
    Tag.objects.filter(slug="sheds").update(description="They are everywhere.")
    return "sheds: They are everywhere."


FAULTS = [
    (lose_passage, "not-located"), (change_a_word_inside, "not-located"), (take_a_figures_passages, "no-passage"),
    (rename_a_key_that_prose_cites, "unknown-key"), (change_a_parents_date, "out-of-step"),
    (describe_a_tag_without_a_passage, "no-passage"),
]  # fmt: skip


@pytest.mark.parametrize(("plant", "code"), FAULTS, ids=[plant.__name__ for plant, _code in FAULTS])
def test_planted_fault_is_named_and_ends_with_1(capsys, admin_client, atlas, plant, code):
    sentence = plant()
    for options in ((), ("--strict",)):
        ended, out = check(capsys, *options)
        assert ended == 1
        assert f"  {sentence}\n" in out
    assert (code, True) in codes(capsys)
    page = admin_client.get(REPORT).content.decode()
    address = next(f["address"] for f in json.loads(check(capsys, "--json")[1])["findings"] if f["code"] == code)
    path = address.removeprefix("http://localhost")
    assert f'<a href="{path}">' in page
    assert admin_client.get(path).status_code == 200


def test_passage_that_nothing_rests_on_is_a_remark(capsys, atlas):
    make.make_passage(Source.objects.get(), key="spare", opens="It rained.")
    assert codes(capsys) == [("unused", False)]
    assert check(capsys)[0] == 0
    assert check(capsys, "--strict")[0] == 1


def test_sources_that_disagree_are_a_remark_until_readings_say_why(capsys, atlas):
    company, other = Company.objects.get(), make.make_passage(opens="only twelve sheds")
    figure = make.make_figure(
        company, label="Sheds", value=12, unit="sheds", as_of="2001", position=9, passages=[other]
    )
    code, out = check(capsys, "--strict")
    assert code == 1
    assert "  Alpha: Sheds: >150.5 sheds / 12 sheds\n" in out
    figure.reading = "Counted without the huts."
    figure.save()
    assert codes(capsys) == [("disagree", False)]
    Figure.objects.exclude(pk=figure.pk).update(reading="Counted with the huts.")
    assert check(capsys, "--strict")[0] == 0


@pytest.mark.parametrize(
    ("figure", "published", "old"),
    [
        ({"as_of": "2001"}, "", True),
        ({"as_of": "2020"}, "2001", False),
        ({}, "2001-05", True),
        ({}, "XXXX-05-04", False),
        ({}, "2020", False),
    ],
)
def test_figure_is_old_by_its_date_or_else_that_of_its_source(capsys, time_machine, figure, published, old):
    time_machine.move_to("2026-06-01")
    passage = make.make_passage(make.make_source(published=published))
    make.make_figure(make.make_company(), **figure, passages=[passage])
    assert codes(capsys, "--older-than", "10") == [("old", False)] * old
    assert codes(capsys) == []


def test_drafts_are_not_asked_for_evidence(capsys):
    make.make_figure(make.make_company(draft=True))
    assert check(capsys, "--strict")[0] == 0


def test_report_page_says_that_all_is_well(admin_client, atlas):
    page = admin_client.get(REPORT).content.decode()
    assert "Everything that is published rests on something" in page
    assert "2 passages looked up in their sources" in page


@pytest.mark.parametrize(("asked", "told"), [("?older_than=9", 1), ("?older_than=", 0), ("?older_than=x", 0), ("", 0)])
def test_report_page_names_old_figures_if_asked(admin_client, time_machine, asked, told):
    time_machine.move_to("2026-06-01")
    make.make_figure(make.make_company(), as_of="2001", passages=[make.make_passage()])
    page = admin_client.get(REPORT + asked).content.decode()
    assert page.count("is of 2001.") == told
    assert ('name="older_than" min="0" max="9999" value="9"' in page) == bool(told)


def test_report_page_that_takes_too_long_says_that_it_is_a_part(admin_client, atlas, monkeypatch):
    monkeypatch.setattr(admin_checking, "PATIENCE", -1)
    page = admin_client.get(REPORT).content.decode()
    assert "This is a part" in page
    assert "Everything that is published" not in page


def test_report_page_with_very_many_lines_says_that_it_is_a_part(admin_client, monkeypatch):
    monkeypatch.setattr(admin_checking, "MOST_SHOWN", 2)
    for _number in range(3):
        make.make_figure(make.make_company())
    page = admin_client.get(REPORT).content.decode()
    assert page.count("<tr><th scope=") == 2 + 1
    assert "This is a part" in page


def test_report_is_for_editors_only(client, django_user_model):
    assert client.get(REPORT).status_code == 302
    client.force_login(django_user_model.objects.create_user("clerk", is_staff=True))
    assert client.get(REPORT).status_code == 403
    assert "Check of all evidence" not in client.get("/admin/").content.decode()


def test_report_is_linked_from_the_first_page_of_the_admin(admin_client):
    assert f'href="{REPORT}"' in admin_client.get("/admin/").content.decode()
