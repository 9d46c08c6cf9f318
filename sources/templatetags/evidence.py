"""Statements and their evidence in templates. The page's view puts a ``Notes`` into the context as ``notes``."""

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from sources import prose
from sources.models import Cited, Passage
from sources.notes import Notes

register = template.Library()


def _marks(passages: list[Passage], *, editorial: bool = False) -> dict:
    """What stands in small capitals beside a statement: the weakest standing; whom all of it quotes, if one voice."""
    order = Passage.Standing.values
    weakest = min(passages, key=lambda passage: order.index(passage.standing), default=None)
    speakers = {passage.speaker for passage in passages}
    return {
        "standing": weakest and weakest.standing != Passage.Standing.REPORTED and weakest.get_standing_display(),
        "quoted": bool(passages) and "" not in speakers,
        "speaker": min(speakers) if len(speakers) == 1 else "",
        "editorial": editorial,
        "missing": not passages and not editorial,
    }


def _render(notes: Notes, passages: list[Passage], *, editorial: bool = False) -> SafeString:
    marks = _marks(passages, editorial=editorial)
    return mark_safe(get_template("sources/_evidence.html").render(marks | {"cited": notes.cite(passages)}))


@register.simple_tag(takes_context=True)
def evidence(context, row: Cited | None) -> SafeString:
    """Standing and numbered notes of a cited row; says so where a row has no passage yet."""
    passages = list(row.passages.all()) if row else []
    return _render(context["notes"], passages, editorial=bool(row and row.editorial))


@register.inclusion_tag("sources/_standing.html")
def standing(row: Cited) -> dict:
    """The standing of a cited row alone, where a page only names what another page states with its notes."""
    return _marks(list(row.passages.all()), editorial=row.editorial)


@register.simple_tag(takes_context=True, name="prose")
def prose_tag(context, text: str, cited) -> SafeString:
    """Prose as HTML, each ``[@key]`` as a numbered note; ``cited`` are the passages it cites."""
    by_key = {passage.key: passage for passage in cited}

    def cite(keys: list[str]) -> str:
        known = [by_key[key] for key in keys if key in by_key]
        editorial = prose.EDITORIAL in keys
        unknown = "".join(prose.as_typed(key) for key in keys if key not in by_key and key != prose.EDITORIAL)
        return (_render(context["notes"], known, editorial=editorial) if known or editorial else "") + unknown

    return prose.render(text, cite)
