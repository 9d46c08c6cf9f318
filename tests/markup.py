"""A page as a test reads it: its text, and what is wrong with its HTML."""

import json
import re
from html import unescape
from html.parser import HTMLParser

from django.conf import settings

DATA = "application/ld+json"
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Markup(HTMLParser):
    """Reads a page and gathers what is wrong with its HTML; ``data`` is each block of linked data in it."""

    def __init__(self, html: str):
        super().__init__()
        self.problems: list[str] = []
        self.ids: list[str] = []
        self.fragments: set[str] = set()
        self.open: list[str] = []
        self.data: list = []
        self._script: str | None = None
        self.feed(html)
        self.close()
        self.problems += [f"<{tag}> is not closed" for tag in self.open]
        self.problems += [f"id {one} is there twice" for one in set(self.ids) if self.ids.count(one) > 1]
        self.problems += [f"#{one} leads nowhere" for one in self.fragments - set(self.ids)]

    def handle_starttag(self, tag, attrs):
        self._attributes(tag, dict(attrs))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "script" and dict(attrs).get("type") == DATA:
            self._script = ""

    def handle_startendtag(self, tag, attrs):
        self._attributes(tag, dict(attrs))

    def handle_endtag(self, tag):
        if tag == "script" and self._script is not None:
            self._read_data(self._script)
            self._script = None
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> closes something else, line {self.getpos()[0]}")

    def handle_data(self, data):
        if self._script is not None:
            self._script += data
        elif self.open and self.open[-1] in ("script", "style") and data.strip():
            self.problems.append(f"inline {self.open[-1]}: {data[:40]}")

    def _read_data(self, text):
        try:
            self.data.append(json.loads(text))
        except ValueError as error:
            self.problems.append(f"linked data cannot be read: {error}")

    def _attributes(self, tag, attributes):
        if "id" in attributes:
            self.ids.append(attributes["id"])
        for name, value in attributes.items():
            if name == "style" or name.startswith("on"):
                self.problems.append(f"<{tag}> has the attribute {name}")
            if name in ("href", "xlink:href") and (value or "").startswith("#"):
                self.fragments.add(value[1:])
        address = attributes.get("src") or (attributes.get("href") if tag in ("link", "use", "image") else None) or ""
        elsewhere = re.match(r"(?i)[a-z][a-z0-9+.-]*:|//", address) and not address.startswith(settings.SITE_URL + "/")
        if elsewhere:
            self.problems.append(f"<{tag}> asks elsewhere: {address}")


def told(response) -> str:
    """A page as its text, white space folded."""
    main = re.search(r"<main[^>]*>(.*)</main>", response.content.decode(), re.DOTALL)[1]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())
