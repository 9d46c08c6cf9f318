"""A seed document entered by hand: an editor at the forms of the admin, in a browser, who never types an id or slug."""

import re
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request, expect

Record = dict[str, Any]

ADMIN = {"source": "sources", "passage": "sources", "tag": "entries", "zone": "zones"}
"""App of each kind whose app is not companies."""


class Editor:
    """Fills one form after another. ``names`` are those of entries, by which other forms find them."""

    def __init__(self, page: Page, document: Record):
        self.page, self.document = page, document
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
        if urlsplit(self.page.url).path != path:  # it may stand open from “save and add another”
            self.page.goto(path)

    def settle(self) -> None:
        """Let icons and the like arrive: what still loads when a page is left counts as failed."""
        self.page.wait_for_timeout(50)  # in which a new row asks for its icons
        while self.underway:
            self.page.wait_for_timeout(20)

    def save(self, button: str = "_addanother") -> None:
        """Save the form; what it refuses fails the test in the form's own words."""
        self.settle()
        self.page.locator(f"input[name='{button}']").first.click()
        expect(self.page.locator(".messagelist")).to_be_visible()
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
        for key in record.get("passages", ()):
            self.find(f"{row}passages", key, f"^{key},")
        self.fill(record, "reading", "editorial", row=row)

    def rows(self, table: str, group: str, owner: tuple[str, str], *fields: str, finds: tuple[str, ...] = ()) -> None:
        """Fill a row of the form for each record of the table that belongs to the owner, as (field, value)."""
        places: Counter = Counter()
        records = [record for record in self.document[table] if record[owner[0]] == owner[1]]
        for number, record in enumerate(records):
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

    def enter(self, texts: dict[str, str]) -> None:
        for source in self.document["source"]:
            self._source(source, texts[source["slug"]])
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
                self.open(kind)
                self._entry(kind, entry)
                enter(entry)
                self.save()

    def _source(self, source: Record, text: str) -> None:
        self.open("source")
        typed = source | {"authors": ", ".join(source.get("authors", ())), "text": text}
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
        self.open("passage")
        title = self.titles[passage["source"]]
        if title not in self.page.locator("#id_source + .select2-container").inner_text():
            self.find("source", title)
        self.fill(passage, "key", "paragraph", "opens", "closes", "standing", "speaker", "note")
        self.save()

    def _entry(self, kind: str, entry: Record) -> None:
        tags = {tag["slug"]: tag["name"] for tag in self.document["tag"]}
        typed = entry | {"tags": ", ".join(tags[slug] for slug in entry.get("tags", ())), "status": "published"}
        self.fill(typed, "name", "summary", "body", "tags", "status")
        owner = ("entry", f"{kind}/{entry['slug']}")
        self.rows("statement", "statements", owner, "field")
        self.rows("alias", "aliases", owner, "name", "language")
        self.rows(
            "figure", "figures", owner, "label", "comparator", "value", "unit", "scope", "as_of", "as_of_worded",
            "as_worded",
        )  # fmt: skip

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
