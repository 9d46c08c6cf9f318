"""Prose: Markdown in, safe HTML and statements out, whatever is typed."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings, strategies as st

from sources import prose
from sources.prose import Stated

bounded = settings(max_examples=150, deadline=None)

TAGS = {"div", "span", "ul", "ol", "li", "blockquote", "em", "strong", "code", "pre", "br", "a", "sup"}
ATTRIBUTES = {"class", "role", "href", "title", "rel", "start"}

HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b>", "</div>", "</span>", "<!--", "]]>", "<br/>",
    "&lt;b&gt;", "&#60;i&#62;", "[a](javascript:alert(1))", "<javascript:alert(1)>", "[b](data:text/html,x)",
    "[c](http://x 'y')", "<http://x>", "![p](x)", "[r]: x", "[@one]", "[@two-2]", "[@One]", "[see [@one]](http://x)",
    "*", "**", "_", "`", "```", "\\", "\n", "\n\n", "  \n", "\n- ", "\n1. ", "\n> ", "\n    ", "\n# ", "\n===\n",
    "\ue000", "\ue001", "\ue000one\ue001", "\x00", "甲", "a", " ", '"',
]  # fmt: skip
typed = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=6), max_size=25).map("".join)


class Reader(HTMLParser):
    """Reads HTML as strictly as a program can; a tag closed out of turn or left open is an error."""

    def __init__(self, html: str):
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.hrefs: list[str] = []
        self.statements: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open, f"left open: {self.open}"

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.hrefs += [value for name, value in attrs if name == "href"]
        if ("class", "t") in attrs:
            self.statements.append("")
        if tag != "br":
            self.open.append(tag if ("class", "t") not in attrs else "span.t")

    def handle_endtag(self, tag):
        assert self.open.pop().removesuffix(".t") == tag

    def handle_data(self, data):
        if "span.t" in self.open and "sup" not in self.open:
            self.statements[-1] += data

    def handle_comment(self, data):
        raise AssertionError(f"a comment passed: {data}")

    handle_decl = handle_pi = unknown_decl = handle_comment


def cite(keys: list[str]) -> str:
    return f"<sup>{' '.join(keys)}</sup>"


def rendered(text: str) -> str:
    return prose.render(text, cite)


@bounded
@given(typed)
def test_whatever_is_typed_only_our_own_tags_come_out_and_all_are_balanced(text):
    read = Reader(rendered(text))
    assert read.tags <= TAGS
    assert read.attributes <= ATTRIBUTES
    assert {urlsplit(href).scheme for href in read.hrefs} <= {"", "http", "https", "mailto"}


@bounded
@given(typed)
def test_whatever_is_typed_every_citation_drawn_is_a_key_that_is_counted(text):
    drawn = []
    prose.render(text, lambda keys: drawn.extend(keys) or "")
    assert list(dict.fromkeys(drawn)) == prose.keys(text)
    assert [key for stated in prose.statements(text) for key in stated.keys] == drawn


cited = st.tuples(st.text("abc", min_size=1, max_size=5), st.lists(st.sampled_from("xyz"), min_size=1))


@bounded
@given(
    st.lists(cited, max_size=6),
    st.text("abc", max_size=4),
    st.sampled_from([("", "%s"), ("- ", "%s"), ("> ", "%s"), ("", "*%s*"), ("1. ", "**%s**")]),
)
def test_statements_are_what_stands_between_citations(parts, rest, form):
    block, inline = form
    text = " ".join(inline % words + "".join(f"[@{key}]" for key in keys) for words, keys in parts)
    text = block + text + rest
    expected = [Stated(words, tuple(keys)) for words, keys in parts] + [Stated(rest, ())] * bool(rest)
    assert prose.statements(text) == expected
    assert prose.keys(text) == list(dict.fromkeys(key for _words, keys in parts for key in keys))
    assert [words.strip() for words in Reader(rendered(text)).statements] == [words for words, _keys in parts]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a < b", '<div class="p" role="paragraph">a &lt; b</div>\n'),
        ("a[@k]", '<div class="p" role="paragraph"><div class="st"><span class="t">a</span><sup>k</sup></div></div>\n'),
        (
            "a[@k][@j]b",
            '<div class="p" role="paragraph"><div class="st"><span class="t">a</span><sup>k j</sup></div>b</div>\n',
        ),
        (
            "- a[@k]\n- b",
            '<ul>\n<li><div class="st"><span class="t">a</span><sup>k</sup></div></li>\n<li>b</li>\n</ul>\n',
        ),
        ("*a[@k] b*", '<div class="p" role="paragraph"><em>a<sup>k</sup> b</em></div>\n'),
        ("`[@k]` \\[@k]", '<div class="p" role="paragraph"><code>[@k]</code> [@k]</div>\n'),
        ("# a", '<div class="p" role="paragraph"># a</div>\n'),
    ],
)
def test_prose_becomes_html(text, html):
    assert rendered(text) == html


@pytest.mark.parametrize(
    "html", ["<b>x</b>", "<script>x</script>", "a <i>x</i>", "<!-- x -->", "<div\nclass=x>", "</div>x"]
)
def test_html_is_shown_as_typed(html):
    assert Reader(rendered(html)).tags == {"div"}
    assert html.split()[0].replace("<", "&lt;").replace(">", "&gt;") in rendered(html)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:a",
        "&#106;avascript:a",
        "vbscript:a",
        "data:text/html,a",
        "file:///a",
        "ftp://a",
    ],
)
def test_link_with_another_scheme_than_the_web_or_mail_is_gone(address):
    for text in (f"[a]({address})", f"[a](<{address}>)", f"<{address}>", f"[a][b]\n\n[b]: {address}"):
        assert Reader(rendered(text)).hrefs in ([], [None])


def test_link_to_the_web_is_kept_and_not_followed():
    html = rendered("[a](https://example.org/?b=1&c 'd')")
    assert '<a href="https://example.org/?b=1&amp;c" title="d" rel="noopener nofollow">a</a>' in html


def test_picture_becomes_a_link():
    assert Reader(rendered("![a](http://x)")).tags == {"div", "a"}
    assert ">a</a>" in rendered("![a](http://x)")


def test_citation_inside_emphasis_counts_for_the_statement_it_stands_in():
    assert prose.statements("One *two[@a] three*[@b] four") == [Stated("One two three", ("a", "b")), Stated("four", ())]
    assert prose.keys("**a[@x]** *b `c`[@y]*") == ["x", "y"]


def test_keys_are_unique_and_in_order_over_blocks():
    assert prose.keys("a[@z]b[@a]\n\n- c[@m]\n  - d[@a]\n\n> e[@b][@z]\n\n1. f[@c]") == ["z", "a", "m", "b", "c"]


@pytest.mark.parametrize(
    "text", ["[@K]", "[@-k]", "[@]", "[ @k]", "[@k", "@k]", "[@k k]", "[@ké]", "`[@k]`", "    [@k]", "&#91;@k]"]
)
def test_what_only_looks_like_a_citation_is_none(text):
    assert prose.keys(text) == []


@pytest.mark.parametrize("between", [" ", "\n", "  \n"])
def test_citations_parted_by_space_belong_to_one_statement(between):
    assert prose.statements(f"One[@a]{between}[@b]") == [Stated("One", ("a", "b"))]


def test_text_that_looks_like_the_mark_of_a_citation_cites_nothing(monkeypatch):
    seen = []
    monkeypatch.setattr(prose.nh3, "clean", lambda html, **_rules: seen.append(html) or html)
    prose.render("One[@a]", cite)
    mark = re.search(r"</span>(.+?)</div>", seen[0])[1]
    assert "<sup>" not in prose.render(f'{mark} [b](http://x "{mark}")', cite)


def test_line_that_begins_with_a_citation_and_a_colon_is_not_swallowed():
    assert "word" in " ".join(stated.text for stated in prose.statements("[@a]: word"))


@pytest.mark.parametrize(
    "part",
    [
        "[", "]", "*", "_", "`", ">", "> ", "- ", "1) ", "[@", "[@k]", "*a ", "a**b", "*[@k]", "**_[@k]_**", "[](",
        "[a](<", "![", "[*", "<", "&#x", "\\", "\n", "\n> - ", "[[@k]", "*_`[(",
    ],
)  # fmt: skip
def test_hostile_input_of_20_kilobytes_is_read(part):
    text = part * (20_000 // len(part))
    Reader(rendered(text))
    assert isinstance(prose.keys(text), list)


def test_deeply_nested_input_is_read():
    for text in (
        "[" * 10_000 + "](x)" * 2_500,
        "".join(" " * depth + "- a\n" for depth in range(190)),
        "*" * 9_999 + "a" + "*" * 9_999,
    ):
        Reader(rendered(text))


def test_citation_as_typed_is_escaped():
    assert prose.as_typed("a<b") == "[@a&lt;b]"
