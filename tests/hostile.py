"""Addresses as nobody means them: what is typed by mistake, pasted, or sent to find a way in."""

import base64
import json
from urllib.parse import quote, quote_from_bytes

from hypothesis import strategies as st

PATHS = [
    "/search/", "/search/suggest", "/", "/companies/", "/zones/", "/people/", "/milestones/", "/tags/", "/sources/",
    "/companies/list.csv", "/milestones/list.json", "/people/feed.atom", "/embed/companies/",
]  # fmt: skip
BELOW = ["/companies/", "/tags/", "/sources/"]
NAMES = [
    "q", "after", "before", "page", "year", "kind", "tag", "zone", "source", "exact", "copy", "sort", "paragraph",
    "company", "standing", "picture", "bom",
]  # fmt: skip
OPERATORS = [
    *("AND", "OR", "NOT", "NEAR(a b, 2)", "NEAR/3", "^", "*", ":", "-", "+", "(", ")", '"', '""', "'", "''", "{names}"),
    *("names:", "names prose :", "-x", "x*", "* *", "<->", "<2>", "&", "|", "!", "!!", ":*", ":A", "\\", "%", "_", ";"),
    *("--", "/*", "';", "&lt;", "{{ x }}", "{% if %}", "$1", "?1", "\x00", "\x1b[31m", "\u2028"),
]
SIGNS = [
    "\u202e",
    "\u200f",
    "\u200d",
    "\ufeff",
    "مرحبا",
    "שלום",
    "🙂",
    "👩‍👩‍👧",
    "🏳️‍🌈",
    "é",
    "e" + "\u0301" * 60,
    "ﬁ",
    "İ",
    "ß",
    "创新",
]
WORDS = ["hetao", "Shenzen", "generated", "lantern", "a" * 300, "of", "x", "2018", "创" * 40, "deep-water"]
NUMBERS = ["0", "-1", "1e309", "9" * 40, "0x10", "٣", "²", "1.5", "NaN", "99999999999999999999", "٢٠١٨", "00002"]

typed = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(OPERATORS + SIGNS + WORDS), max_size=30).map(" ".join),
    st.lists(st.sampled_from(OPERATORS + SIGNS + WORDS), max_size=9).map("".join),
    st.sampled_from(NUMBERS),
    st.sampled_from(OPERATORS + SIGNS + WORDS).map(lambda text: (text * 10_000)[:10_000]),
)
leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=40))
inner = st.lists(leaves, max_size=3) | st.dictionaries(st.text(max_size=3), leaves, max_size=3)
values = st.one_of(leaves, inner, st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3))
cursors = st.one_of(
    values.map(json.dumps),
    st.tuples(leaves, leaves).map(json.dumps),
    st.sampled_from(["[" * 5_000, "{}", "[", '["a"]']),
).map(lambda text: base64.urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).decode().rstrip("="))
sent = st.one_of(
    typed.map(lambda text: quote(text.encode("utf-8", "surrogatepass"))),
    typed.map(lambda text: text.encode("utf-8", "replace").decode("latin-1").replace("#", "")),
    st.binary(max_size=40).map(quote_from_bytes),
    st.sampled_from(["%", "%2", "%zz", "%u1234", "%25%32", "%ed%a0%80", "%c0%80", "%ff%fe", "%00", "+" * 300]),
    cursors,
)
names = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(NAMES).flatmap(
        lambda name: st.sampled_from([f"{name}[]", f"{name}[a][b]", f"{name}__in", f"%00{name}"])
    ),
)
pairs = st.lists(st.tuples(names, sent).map("=".join) | sent, max_size=6)
queries = st.one_of(pairs.map("&".join), pairs.map(";".join), sent.map(lambda value: "&".join([f"q={value}"] * 3)))
slugs = st.one_of(
    typed.map(lambda text: quote(text.encode("utf-8", "surrogatepass"), safe="")),
    st.binary(max_size=9).map(quote_from_bytes),
)
paths = st.one_of(
    st.sampled_from(PATHS), st.tuples(st.sampled_from(BELOW), slugs).map(lambda two: "".join([*two, "/"]))
)
searches = st.tuples(st.sampled_from(PATHS[:2]), sent.map("q={}".format))
"""(path, query string) of a search alone."""
addresses = st.one_of(searches, st.tuples(paths, queries))
"""(path, query string) of anything."""
