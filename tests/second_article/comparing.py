"""Public pages as lines that can be compared: what a page shows and how it is built, without what hangs on an id.

Left out are plates, sheet references, and days of editing and publishing, which differ from one entering to the
next. A note stands where it is cited, with its words in place of its number. Where the site gives no order but that
of ids, and there only, rows are sorted.
"""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import groupby
from urllib.parse import urldefrag, urljoin
from xml.etree.ElementTree import Element, TreeBuilder

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class _Reader(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.builder = TreeBuilder()
        self.feed(html)
        self.root = self.builder.close()

    def handle_starttag(self, tag, attrs):
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.builder.end(tag)

    def handle_startendtag(self, tag, attrs):
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        self.builder.end(tag)

    def handle_endtag(self, tag):
        self.builder.end(tag)

    def handle_data(self, data):
        self.builder.data(data)


def crawl(get: Callable[[str], str]) -> dict[str, list[str]]:
    """Every page that links lead to from home, as lines, by address. ``get`` returns the HTML of one.

    Lists are read as a whole, not narrowed down in all the ways there are.
    """
    waiting, pages = ["/"], {}
    while waiting:
        address = waiting.pop()
        root = _Reader(get(address)).root
        links = {urldefrag(urljoin(address, link.get("href", ""))).url for link in root.iter("a")}
        found = [link for link in links if link.startswith("/") and "?" not in link and "." not in link]
        pages[address] = [_text(root.find(".//title")), *lines(root.find(".//main"))]
        waiting += [link for link in found if link not in pages and link not in waiting]
    return pages


def lines(main: Element) -> list[str]:
    _set_notes(main)
    _leave_out(main)
    _sort(main)
    return list(_lines(main))


def _lines(element: Element) -> Iterator[str]:
    attributes = "".join(f" {name}={value!r}" for name, value in sorted(element.attrib.items()))
    yield f"<{element.tag}{attributes}>"
    yield from _inner(element)
    yield f"</{element.tag}>"


def _inner(element: Element) -> Iterator[str]:
    yield from _folded(element.text)
    for child in element:
        yield from _lines(child)
        yield from _folded(child.tail)


def _folded(text: str | None) -> list[str]:
    words = " ".join((text or "").split())
    return [words] if words else []


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def _is(element: Element, tag: str, name: str) -> bool:
    return element.tag == tag and name in _classes(element)


def _empty(element: Element, **attributes: str) -> None:
    tail = element.tail
    element.clear()
    element.attrib.update(attributes)
    element.tail = tail


def _set_notes(main: Element) -> None:
    """Put each note in the place of its numbers, once these are found to count on from 1 in the order of first use."""
    bodies: list[str] = []
    uses: dict[str, list[str | None]] = {}
    for mark in [one for one in main.iter() if _is(one, "details", "note") or _is(one, "a", "seal")]:
        number = _text(mark.find("summary") if mark.tag == "details" else mark)
        if mark.tag == "details":
            body = next(one for one in mark.iter() if _is(one, "div", "nb"))
            shown = body.find("span[@class='n']")
            body.remove(shown)
            bodies.append(" ".join(_inner(body)))
            assert number == _text(shown) == str(len(bodies))
            uses[number] = [f"#{mark.find('summary').get('id')}"]
            assert body.get("id") == f"n{number}"
        else:
            assert mark.get("href") == f"#n{number}"
            uses[number].append(f"#{mark.get('id')}")
        _empty(mark, note=bodies[int(number) - 1])
    for parent in main.iter():
        for listed in [one for one in parent if _is(one, "section", "notes")]:
            items = list(listed.iter("li"))
            for item, expected in zip(items, uses.values(), strict=True):
                back = item[-1]
                assert [link.get("href") for link in back] == expected
                item.remove(back)
            assert [" ".join(_inner(item)) for item in items] == bodies
            parent.remove(listed)
            return
    assert not bodies, "the notes are not listed at the end"


def _leave_out(main: Element) -> None:
    for one in list(main.iter()):
        if _is(one, "svg", "plate"):
            _empty(one, plate="")
        elif _is(one, "span", "ref"):
            _empty(one, reference="")
        elif _is(one, "dl", "cart") or one.get("id") == "evidence":
            for day in [*one.iter("time"), *one.iter("small")]:
                _empty(day, day="")


def _sort(main: Element) -> None:
    for one in main.iter():
        if _is(one, "ul", "tags") or _is(one, "p", "by"):
            _sort_rows(list(one), one)
        elif _is(one, "dl", "meta2"):
            _sort_rows(list(one.find("dd")), one.find("dd"))
        elif _is(one, "ol", "tl"):
            _sort_runs(one, _lane)
        elif one.get("id") in ("zones", "companies"):
            _sort_runs(next(row for row in one.iter() if _is(row, "div", "rows")), _undated_presence)
        elif one.tag == "div" and one.find("b") is not None:  # facts that rest on one passage
            _sort_runs(one, lambda row: "fact" if row.tag == "b" else None)


def _lane(row: Element) -> str | None:
    """Which lane of milestones without a date it stands in."""
    if "lane" not in _classes(row) or row.find(".//time") is not None:
        return None
    return next(dot.get("class") for dot in row.iter("i"))


def _undated_presence(row: Element) -> str | None:
    return None if ", since " in _text(row) else "undated"


def _sort_runs(parent: Element, group: Callable[[Element], str | None]) -> None:
    """Sort what stands next to each other and is of one group, which is not None."""
    for name, run in groupby(list(parent), group):
        if name is not None:
            _sort_rows(list(run), parent)


def _sort_rows(rows: list[Element], parent: Element) -> None:
    """Sort neighbours by what they hold; what stands between them stays where it is."""
    if not rows:
        return
    start, between = list(parent).index(rows[0]), [row.tail for row in rows]
    for row in rows:
        row.tail = None
    ordered = sorted(rows, key=lambda row: list(_lines(row)))
    for place, (row, tail) in enumerate(zip(ordered, between, strict=True)):
        row.tail = tail
        parent[start + place] = row
