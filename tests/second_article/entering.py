"""A seed document entered by hand: an editor in the admin, in a browser, who never types an id, a slug or a passage.

Passages are made by selecting their words where the source is read; some entries are begun from a name in the text.
"""

import re
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request, expect

from sources import locators

Record = dict[str, Any]

ADMIN = {"source": "sources", "passage": "sources", "tag": "entries", "zone": "zones"}
"""App of each kind whose app is not companies."""
BEGUN = {"zone/quay-nine": "a03", "company/tockwater": "a04", "person/ilva-sprocketmere": "a05"}
"""Entries that are begun by selecting their name in the text, inside the words of this passage."""
USED = {"milestone/first-ebbwatch-strikes": "a06"}
"""Entries that are begun from a passage, and named there."""
ADDED = {"tockwater-clocks-by-a-clerk": "b02"}
"""Figures that are added from a passage whose paragraph names their entry, once that exists."""
FIGURE = ("label", "comparator", "value", "unit", "scope", "as_of", "as_of_worded", "as_worded")

ENDS = """(text, [first, last]) => {
  text.scrollIntoView({block: "center"});
  const at = (index) => {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; index -= node.length, node = walker.nextNode())
      if (index < node.length) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + 1);
        const {left, right, top, bottom} = range.getBoundingClientRect();
        return {left: left + 1, right: right - 1, middle: (top + bottom) / 2};
      }
  };
  return [at(first), at(last)];
}"""
"""Where the letters with these numbers, from 0, stand in the window."""


def select(page: Page, paragraph: int, first: int, last: int) -> None:
    """Draw the mouse from one letter of a paragraph, counted from 0, over another, and wait for what is proposed."""
    page.evaluate("document.fonts.ready")  # after which no line moves
    begin, end = page.locator(f"#p{paragraph} .words").evaluate(ENDS, [first, last])
    with page.expect_request_finished(lambda request: "/shortest/?" in request.url):
        page.mouse.move(begin["left"], begin["middle"])
        page.mouse.down()
        page.mouse.move(end["right"], end["middle"], steps=2)
        page.mouse.up()
    expect(page.locator("#new #found > *").first).to_be_visible()


class Editor:
    """Fills one form after another. ``names`` are those of entries, by which other forms find them."""

    def __init__(self, page: Page, document: Record, texts: dict[str, str]):
        self.page, self.document, self.texts = page, document, texts
        self.names = {
            f"{kind}/{entry['slug']}": entry["name"]
            for kind in ("zone", "company", "person", "milestone")
            for entry in document[kind]
        }
        self.titles = {source["slug"]: source["title"] for source in document["source"]}
        self.underway: set[Request] = set()
        page.on("request", lambda request: self.underway.add(request))
        page.on("requestfinished", lambda request: self.underway.discard(request))
        page.on("requestfailed", lambda request: self.underway.discard(request))

    # One form

    def open(self, kind: str) -> None:
        path = f"/admin/{ADMIN.get(kind, 'companies')}/{kind}/add/"
        standing = urlsplit(self.page.url)
        if (standing.path, standing.query) != (path, ""):  # it may stand open from “save and add another”
            self.page.goto(path)

    def settle(self) -> None:
        """Let icons and the like arrive: what still loads when a page is left counts as failed."""
        self.page.wait_for_timeout(50)  # in which a new row asks for its icons
        while self.underway:
            self.page.wait_for_timeout(20)

    def save(self, button: str = "_addanother") -> None:
        """Save the form; what it refuses fails the test in the form's own words."""
        self.settle()
        # The answer, and not the messages of a save before: a click returns while the page that was sent still stands.
        with self.page.expect_navigation():
            self.page.locator(f"[name='{button}']").first.click()
        self.settle()
        told = self.page.locator(".messagelist li, .errorlist li").all_inner_texts()
        assert self.page.locator(".messagelist .success").count() == 1, told

    def fill(self, record: Record, *fields: str, row: str = "") -> None:
        """Type the values that the record has; ``row`` is the form's prefix where it is one of several."""
        for field in fields:
            if field not in record:
                continue
            box, value = self.page.locator(f"#id_{row}{field}"), record[field]
            if value is True:
                box.check()
            elif box.evaluate("box => box.tagName") == "SELECT":
                box.select_option(value)
            else:
                box.fill(value.strip() if isinstance(value, str) else str(value))

    def find(self, field: str, term: str, shown: str | None = None) -> None:
        """Type into a field that searches and choose what is offered as ``shown``, or as the term itself."""
        box = self.page.locator(f"#id_{field} + .select2-container")
        inside = box.locator(".select2-search__field")
        # Each answer is awaited, since the field gives up a question when the next one is asked.
        with self.page.expect_request_finished(lambda request: "/autocomplete/?" in request.url):
            (inside if inside.count() else box).click()
        with self.page.expect_request_finished(lambda request: "/autocomplete/?term=" in request.url):
            self.page.locator(".select2-container--open .select2-search__field").fill(term)
        pattern = re.compile(shown or f"^{re.escape(term)}$")
        option = self.page.locator(".select2-results__option[aria-selected], .select2-results__option--selectable")
        option.filter(has_text=pattern).click()
        expect(box).to_contain_text(re.compile((shown or re.escape(term)).removeprefix("^")))

    def cite(self, record: Record, row: str = "") -> None:
        chosen = self.page.locator(f"#id_{row}passages + .select2-container").inner_text()
        for key in record.get("passages", ()):
            if f"{key}, ¶" not in chosen:  # a form that was begun from a passage has it already
                self.find(f"{row}passages", key, f"^{key},")
        self.fill(record, "reading", "editorial", row=row)

    def rows(self, table: str, group: str, owner: tuple[str, str], *fields: str, finds: tuple[str, ...] = ()) -> None:
        """Fill a row of the form for each record of the table that belongs to the owner, as (field, value)."""
        places: Counter = Counter()
        records = [record for record in self.document[table] if record[owner[0]] == owner[1]]
        for number, record in enumerate(record for record in records if record.get("key") not in ADDED):
            self.page.locator(f"#{group}-group").get_by_text(re.compile("^Add another ")).click()
            row = f"{group}-{number}-"
            for field in finds:
                named = record[field] if "/" in record[field] else f"{field}/{record[field]}"
                self.find(row + field, self.names[named])
            self.fill(record, *fields, row=row)
            place = record.get("organisation", owner[1])
            if self.page.locator(f"#id_{row}position").count():
                self.fill({"position": places[place]}, "position", row=row)
                places[place] += 1
            self.cite(record, row)

    # The kinds, in an order in which each finds what it names

    def enter(self) -> None:
        for source in self.document["source"]:
            self._source(source)
        for passage in self.document["passage"]:
            self._passage(passage)
        for source in self.document["source"]:  # their summaries cite passages, which had to come first
            self._summary(source)
        for tag in self.document["tag"]:
            self.open("tag")
            self.fill(tag, "name", "description")
            self.save()
        for kind, enter in (("zone", self._zone), ("company", self._company), ("person", self._person),
                            ("milestone", self._milestone)):  # fmt: skip
            for entry in self.document[kind]:
                self._begin(kind, entry)
                self._entry(kind, entry)
                enter(entry)
                self.save()
        for figure in self.document["figure"]:
            if key := ADDED.get(figure["key"]):
                self._add(figure, key)

    # From the text

    def read(self, source: str) -> None:
        """Open the page on which a source is read."""
        self.page.goto("/admin/sources/source/")
        self.page.get_by_role("link", name=f"Read {self.titles[source]}", exact=True).click()
        self.page.wait_for_url("**/passages/")  # since what is counted there is counted at once

    def select(self, passage: Record, part: str = "") -> None:
        """Select the words of a passage, or a part of them."""
        text = locators.paragraphs(self.texts[passage["source"]])[passage["paragraph"] - 1]
        place = locators.locate(text, passage["opens"], passage.get("closes", ""))
        first, last = (place.start, place.end) if not part else (start := text.index(part), start + len(part))
        select(self.page, passage["paragraph"], first, last - 1)

    def use(self, key: str, name: str = "") -> None:
        """Open the page on which a passage is used, by a name selected in it or straight away."""
        (passage,) = [passage for passage in self.document["passage"] if passage["key"] == key]
        self.read(passage["source"])
        if name:
            self.select(passage, name)
            self.page.get_by_role("link", name=f"Inside {key}: begin something from it").click()
            expect(self.page.get_by_label("Its name")).to_have_value(name)
        else:
            self.page.get_by_role("link", name=f"Use {key}", exact=True).click()

    def mentions(self) -> list[str]:
        """The known names that the page offers, each with its paragraphs."""
        return self.page.locator(".mentions li").all_inner_texts()

    def _begin(self, kind: str, entry: Record) -> None:
        """An empty form, or one begun from a passage, which has the name and the passage already."""
        this = f"{kind}/{entry['slug']}"
        if this in USED:
            self.use(USED[this])
            self.page.get_by_label("Its name").fill(entry["name"])
            self.page.get_by_role("button", name="Take this name").click()
            expect(self.page.get_by_text(f"“{entry['name']}”, resting on this passage")).to_be_visible()
        elif this in BEGUN:
            self.use(BEGUN[this], entry["name"])
        else:
            self.open(kind)
            return
        self.page.locator("#reading").get_by_role("link", name=kind, exact=True).click()
        expect(self.page.locator("#id_name")).to_have_value(entry["name"])
        if kind != "milestone":  # it has passages of its own
            expect(self.page.locator("#id_body")).to_have_value(f"[@{BEGUN[this]}]")

    def _add(self, figure: Record, key: str) -> None:
        """Another figure of an entry, from a passage whose paragraph names it."""
        self.use(key)
        self.page.get_by_role("link", name=f"figure of {self.names[figure['entry']]}", exact=True).click()
        same = [one["key"] for one in self.document["figure"] if one["entry"] == figure["entry"]]
        self.fill(figure | {"position": same.index(figure["key"])}, *FIGURE, "position")
        self.cite(figure)
        self.save("_save")

    # The kinds

    def _source(self, source: Record) -> None:
        self.open("source")
        typed = source | {"authors": ", ".join(source.get("authors", ())), "text": self.texts[source["slug"]]}
        self.fill(
            typed, "title", "publisher", "authors", "published", "question", "language", "translation", "url",
            "rights", "notes", "text",
        )  # fmt: skip
        self.save()

    def _summary(self, source: Record) -> None:
        self.page.goto("/admin/sources/source/")
        self.page.locator("#result_list").get_by_role("link", name=source["title"], exact=True).click()
        self.fill(source, "summary")
        self.save("_save")

    def _passage(self, passage: Record) -> None:
        if self.page.get_by_text(self.titles[passage["source"]]).count() == 0 or not self.page.locator("#new").count():
            self.read(passage["source"])
        self.select(passage)
        for end in ("opens", "closes"):
            expect(self.page.locator(f"#id_{end}")).to_have_value(passage.get(end, ""))
        self.fill(passage, "key", "standing", "speaker", "note")
        self.save("_save")

    def _entry(self, kind: str, entry: Record) -> None:
        tags = {tag["slug"]: tag["name"] for tag in self.document["tag"]}
        typed = entry | {"tags": ", ".join(tags[slug] for slug in entry.get("tags", ())), "status": "published"}
        self.fill(typed, "name", "summary", "body", "tags", "status")
        owner = ("entry", f"{kind}/{entry['slug']}")
        self.rows("statement", "statements", owner, "field")
        self.rows("alias", "aliases", owner, "name", "language")
        self.rows("figure", "figures", owner, *FIGURE)

    def _zone(self, zone: Record) -> None:
        self.fill(zone, "full_name", "location")
        if "part_of" in zone:
            self.find("part_of", self.names[f"zone/{zone['part_of']}"])

    def _company(self, company: Record) -> None:
        self.fill(company, "legal_name", "founded", "headquarters", "website")
        owner = ("company", company["slug"])
        self.rows("product", "products", owner, "name", "description")
        self.rows("presence", "presences", owner, "kind", "since", "until", finds=("zone",))

    def _person(self, person: Record) -> None:
        self.fill(person, "origin")
        self.rows(
            "role", "roles", ("person", person["slug"]), "title", "founder", "since", "until", finds=("organisation",)
        )

    def _milestone(self, milestone: Record) -> None:
        self.fill(milestone, "date", "date_as_worded")
        for subject in milestone["subjects"]:
            self.find("subjects", self.names[subject])
        if "derived_from" in milestone:
            self.find("derived_from", self.names[f"milestone/{milestone['derived_from']}"])
        self.cite(milestone)
