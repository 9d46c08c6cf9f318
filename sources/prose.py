"""Prose: Markdown without HTML, in which ``[@key]`` after a statement cites a passage.

Paragraphs, lists, quotations, emphasis, code and links; headings and pictures are left out. A statement is
what stands between two citations, or between the beginning of its block and the first. ``[@editorial]`` after
one says that it is ours, without a passage.
"""

import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

import nh3
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

EDITORIAL = "editorial"
"""Stands in the place of a key after a statement that is said by us."""

_WORD = re.compile(r"\w")
_CITATION = re.compile(r"\[@([a-z0-9][a-z0-9-]*)\]")


@dataclass(frozen=True)
class Stated:
    """A statement as plain text, with the keys that it cites, and whether it is said by us."""

    text: str
    keys: tuple[str, ...]
    editorial: bool = False


def _citation(state: StateInline, silent: bool) -> bool:
    found = _CITATION.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("citation", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _groups(children: list[Token]) -> Iterator[tuple[list[Token], list[Token]]]:
    """Split inline tokens into (statement, its citations); the last may have none.

    White space between citations belongs to neither. A citation inside emphasis does not end a statement, since
    that would cut the element in two.
    """
    statement: list[Token] = []
    citations: list[Token] = []
    space: list[Token] = []
    for token in children:
        if token.type == "citation" and token.level == 0:
            citations.append(token)
            space = []
        elif citations and not token.content.strip() and token.type in ("text", "softbreak", "hardbreak"):
            space.append(token)
        else:
            if citations:
                yield statement, citations
                statement, citations = space, []
                space = []
            statement.append(token)
    if statement or citations:
        yield statement, citations


def _mark_statements(state) -> None:
    for block in state.tokens:
        if block.type != "inline":
            continue
        marked: list[Token] = []
        for statement, citations in _groups(block.children):
            if citations:
                marked += [Token("statement_open", "", 1), *statement, Token("statement_close", "", -1)]
                marked += [*citations, Token("citation_close", "", -1)]
            else:
                marked += statement
        block.children = marked


def _parser(*, marked: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).disable(["heading", "lheading", "reference", "image", "hr"])
    parser.inline.ruler.before("link", "citation", _citation)
    if marked:
        parser.core.ruler.push("statements", _mark_statements)
    rules = {
        "paragraph_open": '<div class="p" role="paragraph">',
        "paragraph_close": "</div>\n",
        "statement_open": '<div class="st"><span class="t">',
        "statement_close": "</span>",
        "citation_close": "</div>",
    }
    for name, html in rules.items():
        parser.add_render_rule(
            name, lambda _renderer, tokens, index, _options, _env, html=html: _html(tokens[index], html)
        )
    parser.add_render_rule("citation", lambda _r, tokens, index, _o, env: env["mark"](tokens[index].content))
    return parser


def _html(token: Token, html: str) -> str:
    return "" if token.hidden else html


_RENDERING, _READING = _parser(marked=True), _parser(marked=False)


def render(text: str, cite: Callable[[list[str]], str]) -> SafeString:
    """HTML of the prose; ``cite(keys)`` gives the HTML for each run of citations (it must be safe).

    ``EDITORIAL`` may be among these keys.
    """
    # While the HTML is cleaned, a mark that no text can foresee stands for each citation.
    nonce = secrets.token_hex(8)
    html = nh3.clean(
        _RENDERING.render(text, {"mark": lambda key: f"{nonce}/{key};"}),
        tags={"div", "span", "ul", "ol", "li", "blockquote", "em", "strong", "code", "pre", "br", "a"},
        attributes={"div": {"class", "role"}, "span": {"class"}, "a": {"href", "title"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )
    marks = re.compile(f"(?:{nonce}/[a-z0-9-]+;)+")
    return mark_safe(marks.sub(lambda run: cite(re.findall("/([a-z0-9-]+);", run[0])), html))  # noqa: S308


def statements(text: str) -> list[Stated]:
    """Every statement in order, with or without citations, as plain text."""
    found = []
    for block in _READING.parse(text):
        for tokens, citations in _groups(block.children or []):
            plain = "".join(
                " " if token.type.endswith("break") else token.content for token in tokens if token.type != "citation"
            )
            keys = [token.content for token in tokens + citations if token.type == "citation"]
            if keys or _WORD.search(plain):  # not the full stop after a citation
                cited = tuple(key for key in keys if key != EDITORIAL)
                found.append(Stated(plain.strip(), cited, EDITORIAL in keys))
    return found


def uncited(text: str) -> list[str]:
    """Statements that neither cite nor are ours; what ends in a colon leads to others and states nothing itself."""
    return [
        stated.text
        for stated in statements(text)
        if not (stated.keys or stated.editorial or stated.text.endswith((":", "：")))
    ]


def refuse_uncited(field: str, text: str) -> None:
    """Raise a ``ValidationError`` on ``field`` that names each statement which neither cites nor is ours."""
    told = gettext("“%(words)s” has no passage: end it with [@key], or with [@editorial] if it is said by us.")
    if found := uncited(text):
        raise ValidationError({field: [told % {"words": Truncator(words).chars(60)} for words in found]})


def keys(text: str) -> list[str]:
    """Keys cited in the prose, each once, in the order of their first citation."""
    return list(dict.fromkeys(key for stated in statements(text) for key in stated.keys))


def as_typed(key: str) -> str:
    """A citation as the editor typed it, for where its passage is not known."""
    return escape(f"[@{key}]")
