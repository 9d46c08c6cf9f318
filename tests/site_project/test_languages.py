"""Ready for other languages: in a language that wraps whatever is translated, nothing else of the pages can be read.

What comes from the database is written here without a letter of the Latin alphabet.
"""

import re
from gettext import NullTranslations
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.utils.translation import trans_real

from tests import factories as make
from tests.markup import VOID

pytestmark = pytest.mark.django_db

KEPT = re.compile(rf"{settings.SITE_NAME}|CSV|JSON|https?://\S*|\b[CZPM] [0-9A-F]{{2}}·[0-9A-F]{{2}}\b|^[a-z]$")
"""What is called the same in every language: the site, formats, addresses, references of sheets, uses of a note."""
READ = ("alt", "aria-label", "placeholder", "title", "content")
UNREAD = {"http-equiv", "viewport", "robots", "theme-color", "twitter:card"}


class Wrapping(NullTranslations):
    """A language of its own: ⟦what was translated⟧."""

    domain = "django"

    def gettext(self, message):
        return f"⟦{message}⟧"

    def ngettext(self, singular, plural, number):
        return f"⟦{singular if number == 1 else plural}⟧"

    def pgettext(self, context, message):
        return f"⟦{message}⟧"

    def npgettext(self, context, singular, plural, number):
        return self.ngettext(singular, plural, number)

    def language(self):
        return "en"

    to_language = language


class Read(HTMLParser):
    """What a page gives to be read, aloud as well: attributes, and the text, in which a sentence may hold elements.

    Without code, and without what is marked as being in a language of its own: these are somebody's words.
    """

    def __init__(self, html: str):
        super().__init__()
        self.attributes: list[str] = []
        self.text = ""
        self.open: list[bool] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in VOID:
            self.open.append(tag in ("script", "style", "code") or (tag != "html" and "lang" in given))
        if tag == "meta" and (given.get("name") in UNREAD or given.get("property", "").startswith(("og:", "article:"))):
            return
        self.attributes += [given[name] for name in READ if given.get(name)]

    def handle_endtag(self, tag):
        self.open.pop()

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_data(self, data):
        if not any(self.open):
            self.text += data + "\n"


@pytest.fixture
def wrapped():
    before = getattr(trans_real._active, "value", None)
    trans_real._active.value = Wrapping()
    yield
    trans_real._active.value = before


@pytest.fixture
def atlas():
    """A little of everything; returns the addresses of its pages."""
    source = make.make_source(
        title="Αβγ", publisher="Δεζ", authors="Ηθι", published="2001-02", slug="s1", shape=[[3, 3]], notes="Κλμ",
        accessed_date="2020-02-03", translation="Νξο", question="Πρσ", language="el",
    )  # fmt: skip
    passage, said = (
        make.make_passage(source, opens=f"τυφ {number}", closes="χψω", note="Αα", **given)
        for number, given in enumerate([{"first_word": 1, "last_word": 1}, {"speaker": "Ββ", "standing": "planned"}])
    )
    company = make.make_company(name="Γγ", slug="c1", summary="Δδ", founded="2000-05-06", body="Εε. [@editorial]")
    zone = make.make_zone(name="Ζζ", slug="z1", full_name="Ηη", location="Θθ")
    person = make.make_person(name="Ιι", slug="p1", origin="Κκ")
    for entry, field in ((company, "summary"), (zone, "full_name"), (person, "origin")):
        make.make_statement(entry, field, passages=[passage, said], reading="Λλ")
    make.make_alias(company, name="样本", language="zh-Hans", passages=[said])
    for value, other in ((3, passage), (5, make.make_passage(make.make_source(title="Μμ", publisher="Νν"), opens="ξ"))):
        make.make_figure(
            company, label="Ξξ", value=value, unit="Οο", scope="Ππ", as_worded="Ρρ", as_of="2001", passages=[other]
        )
    make.make_role(person, company, title="Σσ", since="2001", until="2002-03", passages=[passage])
    make.make_presence(company, zone, since="2003-04", passages=[said])
    make.make_product(company, name="Ττ", description="Υυ", passages=[passage])
    first = make.make_milestone(name="Φφ", slug="m1", date="2001-02-03", passages=[passage], subjects=[company, zone])
    make.make_milestone(
        name="Χχ", slug="m2", date="2003", derived_from=first, date_as_worded="Ψψ", passages=[said], subjects=[person]
    )
    make.make_milestone(name="Ωω", slug="m3", date_as_worded="Αβ", passages=[passage], subjects=[company])
    make.tagged(company, "αα")
    make.make_company(slug="gone", name="Ββγ").delete()
    return [
        "/", "/companies/", "/zones/", "/people/", "/milestones/", "/tags/", "/sources/", "/sources/s1/", "/about/",
        "/about/design/", "/map/",
        "/companies/c1/", "/zones/z1/", "/people/p1/", "/milestones/m1/", "/milestones/m2/", "/milestones/m3/",
        "/companies/?year=2000", "/companies/?zone=42", "/search/?q=Γγ", "/search/?q=ωψχ", "/search/", "/nowhere/",
        "/companies/gone/", "/embed/companies/c1/", "/embed/milestones/",
        *(tag.get_absolute_url() for tag in company.tags.all()),
    ]  # fmt: skip


def left(html: str) -> set[str]:
    """What can be read though it was not translated; each translated sentence is taken out from the inside."""
    read = Read(html)
    text = "\n".join([*read.attributes, read.text])
    while (without := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = without
    text = re.sub(r"⟦[^⟦⟧\n]*…$", "", text, flags=re.MULTILINE)  # a label that a figure has cut
    lines = {" ".join(line.split()) for line in text.splitlines()}
    return {line for line in lines if re.search("[A-Za-z]", KEPT.sub("", line))}


def test_every_word_of_the_pages_goes_through_translation(client, atlas, wrapped):
    told = {path: left(client.get(path).content.decode()) for path in atlas}
    assert {path: words for path, words in told.items() if words} == {}


def test_words_past_translation_are_noticed():
    assert left("<p>⟦Sorted by ⟦name⟧⟧, or newest</p>") == {", or newest"}
