"""The command that seeds: what it prints, what it refuses, and what of the article's text it lets out."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, TestCase

from companies.models import Company
from entries.models import Entry
from site_project.seeding import document
from sources.models import Passage, Source

from .reading import ARTICLE, crawl, runs
from .seed_documents import RECORDS, TEXT, changed, dump, written

with_article = pytest.mark.skipif(not ARTICLE.exists(), reason="the article is not at hand")


def refused(*arguments) -> str:
    """The sentence with which the command ends, after making sure that it wrote nothing."""
    before = dump()
    with pytest.raises(CommandError) as caught:
        call_command("seed_article", *arguments)
    assert dump() == before
    return str(caught.value)


def text_file(folder, text=TEXT):
    return written(folder, text, "text.txt")


@pytest.mark.django_db
def test_command_prints_what_became_of_the_records_of_each_kind(tmp_path, capsys):
    path = written(tmp_path)
    call_command("seed_article", path)
    first = capsys.readouterr().out.splitlines()
    assert first[0].strip() == "source: 1 created"
    assert "milestone: 2 created" in map(str.strip, first)
    assert first[-1] == "Seeded."
    Company.objects.update(legal_name="Edited")
    call_command("seed_article", path)
    second = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert "company: 1 kept" in second
    assert "milestone: 2 unchanged" in second
    assert "Kept 1 field as editors left them; --dry-run lists them." in second
    assert sum(int(word) for line in second if ":" in line for word in line.split() if word.isdigit()) == RECORDS


@pytest.mark.django_db
def test_command_without_a_document_seeds_the_bundled_one(capsys):
    call_command("seed_article")
    bundled = document.read(document.BUNDLED)
    assert Entry.objects.count() == sum(
        len(table) for table in (bundled.zone, bundled.company, bundled.person, bundled.milestone)
    )
    assert "created" in capsys.readouterr().out


@pytest.mark.django_db
def test_check_looks_the_passages_up_and_writes_nothing(tmp_path, capsys):
    before = dump()
    call_command("seed_article", written(tmp_path), "--check", "--text", text_file(tmp_path))
    out = capsys.readouterr().out.splitlines()
    assert out[-2:] == ["Located 2 passages, each once, in the text.", "Checked; nothing was written."]
    assert dump() == before


@pytest.mark.django_db
def test_changed_word_inside_a_passage_is_refused_by_name(tmp_path):
    text = text_file(tmp_path, TEXT.replace("add a bridge", "add no bridge"))
    for check in ([], ["--check"]):
        assert refused(written(tmp_path), "--text", text, *check).splitlines() == [
            "Passage bridge, ¶ 2: found, but words inside it have changed.",
            "Nothing was written.",
        ]


@pytest.mark.django_db
def test_every_error_of_a_document_is_told_before_the_end(tmp_path):
    path = written(tmp_path, changed(('founded = "2001"', 'founded = "once"'), ('tags = ["sheds"]', 'tags = ["x"]')))
    told = refused(path).splitlines()
    assert [line.split(":")[0] for line in told] == [
        'line 60, company "alpha", founded', 'line 74, milestone "shed-opens", tags', "Nothing was written.",
    ]  # fmt: skip


@pytest.mark.django_db
def test_slug_held_by_another_is_told(tmp_path):
    Company.objects.create(name="Another", slug="alpha")
    assert refused(written(tmp_path)) == (
        'line 55, company "alpha", slug: Another company has this slug.\nNothing was written.'
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (TEXT.encode().replace(b"shed", b"sh\xe9d"), "line 1: this is not UTF-8 text."),
        (TEXT.encode("utf-16"), "line 1: this is not UTF-8 text."),
        (TEXT.encode() + b"\0", "line 4: there is a NUL character."),
    ],
    ids=["latin-1", "utf-16", "nul"],
)
def test_text_that_is_none_is_one_sentence(tmp_path, content, sentence):
    path = tmp_path / "text.txt"
    path.write_bytes(content)
    assert refused(written(tmp_path), "--text", path) == f"{path}, {sentence}\nNothing was written."


@pytest.mark.django_db
def test_missing_text_or_folder_is_one_sentence(tmp_path):
    path = tmp_path / "none.txt"
    assert refused(written(tmp_path), "--text", path) == (
        f"{path}: cannot be read: No such file or directory.\nNothing was written."
    )
    assert refused(written(tmp_path), "--text", tmp_path) == (
        f"{tmp_path}: cannot be read: Is a directory.\nNothing was written."
    )


@pytest.mark.django_db
def test_empty_text_is_refused_with_every_passage(tmp_path):
    told = refused(written(tmp_path), "--text", text_file(tmp_path, "\n \n"))
    assert [line.split(",")[0] for line in told.splitlines()] == [
        "Passage shed",
        "Passage bridge",
        "Nothing was written.",
    ]


@pytest.mark.django_db
def test_byte_order_mark_is_no_part_of_the_text(tmp_path):
    call_command("seed_article", written(tmp_path), "--text", text_file(tmp_path, "\ufeff" + TEXT), verbosity=0)
    assert Source.objects.get().text == TEXT


@pytest.mark.django_db
def test_text_goes_with_one_source_only(tmp_path):
    path = written(tmp_path, "format = 1\n")
    assert refused(path, "--text", text_file(tmp_path)) == (
        "--text goes with a document that has exactly one source.\nNothing was written."
    )


@with_article
@pytest.mark.django_db
def test_every_passage_of_the_bundled_document_is_located_in_the_article(capsys):
    call_command("seed_article", "--check", "--text", ARTICLE)
    passages = len(document.read(document.BUNDLED).passage)
    assert f"Located {passages} passages, each once, in the text." in capsys.readouterr().out
    assert not Passage.objects.exists()


@with_article
@pytest.mark.django_db
def test_article_with_one_word_changed_inside_a_passage_is_refused(tmp_path):
    article = ARTICLE.read_text(encoding="utf-8")
    assert article.count("less than 20 square") == 1
    # f3 is all opening words, so that it is not found; m1 spans it and is found with other words inside.
    text = text_file(tmp_path, article.replace("less than 20 square", "less than 30 square"))
    told = refused("--text", text).splitlines()
    assert [line.split(":")[0] for line in told] == ["Passage m1, ¶ 12", "Passage f3, ¶ 12", "Nothing was written."]
    assert told[0].endswith("found, but words inside it have changed.")


@with_article
class SeededWithTheArticle(TestCase):
    """After ``--text`` the article is in the database, which nobody but an editor sees."""

    @classmethod
    def setUpTestData(cls):
        call_command("seed_article", "--text", ARTICLE, verbosity=0)
        cls.pages = crawl(Client())

    def test_text_is_in_the_database_and_agrees_with_the_document(self):
        source = Source.objects.get()
        assert source.text == ARTICLE.read_text(encoding="utf-8")
        seeded = document.read(document.BUNDLED)
        assert source.text_digest == seeded.source[0].text_digest
        assert source.shape == [[int(n) for n in line.split()] for line in seeded.source[0].shape]
        for passage in seeded.passage:
            row = Passage.objects.get(key=passage.key)
            assert ((row.first_word, row.last_word), row.digest) == (passage.words, passage.digest), passage.key

    def test_next_seed_without_the_text_changes_nothing(self):
        before = dump()
        call_command("seed_article", verbosity=0)
        assert dump() == before

    def test_every_page_of_an_entry_tag_and_source_is_reached(self):
        assert {entry.get_absolute_url() for entry in Entry.objects.all()} <= self.pages.keys()
        assert Source.objects.get().get_absolute_url() in self.pages
        assert len(self.pages) > 40

    def test_no_public_page_repeats_twelve_words_of_it(self):
        article = set(runs(ARTICLE.read_text(encoding="utf-8")))
        assert len(article) > 500
        for address, page in self.pages.items():
            for shown in (page.text, *page.attributes):
                assert article.isdisjoint(runs(shown)), address
