"""Reading the site as a visitor does, and comparing it with the article where that is at hand."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from django.conf import settings

SEED = Path(settings.BASE_DIR).parent / "shared" / "seed"
ARTICLE, FACTS = SEED / "article.txt", SEED / "facts.md"
RUN = 12
"""Words in a row that may not be repeated from the article."""

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(HTMLParser):
    """One page as text: ``text`` is what it shows, ``attributes`` what its attributes say, ``ids`` text by id."""

    def __init__(self, html: str):
        super().__init__()
        self.html = html
        self.links, self.attributes, self._pieces, self._open = [], [], [], []
        self._by_id: dict[str, list[str]] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.attributes += [value for value in named.values() if value]
        if (tag == "a" or named.get("rel") == "alternate") and named.get("href"):
            self.links.append(named["href"])
        if tag not in VOID:
            self._open.append((tag, named.get("id")))

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        self._pieces.append(data)
        for _tag, name in self._open:
            if name:
                self._by_id.setdefault(name, []).append(data)

    @property
    def text(self) -> str:
        return _joined(self._pieces)

    @property
    def ids(self) -> dict[str, str]:
        return {name: _joined(pieces) for name, pieces in self._by_id.items()}


def _joined(pieces: list[str]) -> str:
    return " ".join(" ".join(pieces).split())


def crawl(client, files: bool = False) -> dict[str, Page]:
    """Every public page that links lead to from home, by address, and ``files`` too if asked; each answers 200.

    Lists are read as a whole: there are as many ways to narrow them down as there are combinations of filters.
    """
    waiting, pages = ["/"], {}
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        assert response.status_code == 200, f"{address} answers {response.status_code}"
        pages[address] = page = Page(response.getvalue().decode())
        for link in page.links:
            found = urldefrag(urljoin(address, link)).url
            if "." in found and not files:
                continue
            if found.startswith("/") and "?" not in found and found not in pages and found not in waiting:
                waiting.append(found)
    return pages


def words(text: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[^\W_]+", text)]


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Each run of ``RUN`` words of the text."""
    found = words(text)
    return (tuple(found[start : start + RUN]) for start in range(len(found) - RUN + 1))
