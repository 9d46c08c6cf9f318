"""Sources, passages and evidence as plain data (``sources.schemas``), from rows with their passages at hand."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch

from . import prose, schemas
from .annotations import absolute
from .dates import parse
from .models import Passage
from .registry import Fact, facts_on

_TOLD = ["key", "paragraph", "opens", "closes", "speaker", "standing", "note", "source__slug"]


def passages(field: str = "passages") -> Prefetch:
    """Prefetch cited passages with no more of their sources than is told: neither text nor shape.

    They are a list, ``told_passages`` or ``told_cited``, since a manager's queryset for each row takes twice the time.
    """
    rows = Passage.objects.select_related("source").only(*_TOLD)
    return Prefetch(field, rows, to_attr=f"told_{field.rpartition('__')[2]}")


def date(edtf: str, worded: str = "") -> schemas.Date | None:
    """An EDTF date; None where neither it nor words for it are stated."""
    if not edtf and not worded:
        return None
    return schemas.Date(edtf=edtf or None, words=str(parse(edtf)), worded=worded or None)


def passage(row: Passage) -> schemas.Passage:
    return schemas.Passage(**_place(row))


def evidence(row: Any) -> schemas.Evidence:
    """What a cited row rests on, its ``passages`` fetched."""
    return _resting(row.told_passages, editorial=row.editorial, reading=row.reading)


def statements(text: str, cited: Iterable[Passage]) -> list[schemas.Said]:
    """What a piece of prose states; ``cited`` are the passages that it cites."""
    by_key = {row.key: row for row in cited}
    return [
        schemas.Said(
            text=stated.text.rstrip(" ,;:"),
            evidence=_resting([by_key[key] for key in stated.keys if key in by_key], editorial=stated.editorial),
        )
        for stated in prose.statements(text)
    ]


def source(row: Any) -> schemas.Source:
    """A source, with what its summary cites at hand."""
    return schemas.Source(
        id=row.id, slug=row.slug, title=row.title, publisher=row.publisher,
        authors=[name.strip() for name in row.authors.split(",") if name.strip()], published=date(row.published),
        language=row.language, translation=row.translation or None, url=absolute(row.get_absolute_url()),
        web_url=row.url or None, archive_url=row.archive_url or None, accessed=row.accessed_date,
        rights=row.rights,  # type: ignore[arg-type]
        summary=row.summary or None, statements=statements(row.summary, row.told_cited), notes=row.notes or None,
    )  # fmt: skip


def passages_in_full(rows: Iterable[Passage]) -> list[schemas.PassageInFull]:
    """Passages, their sources at hand, with what rests on each; two or three queries for each model that cites."""
    rows = list(rows)
    resting: dict[Any, list[Fact]] = defaultdict(list)
    for one, fact in facts_on(rows):
        if fact not in resting[one.pk]:
            resting[one.pk].append(fact)
    return [
        schemas.PassageInFull(
            **_place(row), id=row.id, first_word=row.first_word, last_word=row.last_word, digest=row.digest or None,
            stated=[_fact(fact) for fact in sorted(resting[row.pk], key=_order)],
        )
        for row in rows
    ]  # fmt: skip


def _resting(rows: Iterable[Passage], *, editorial: bool, reading: str = "") -> schemas.Evidence:
    told = [passage(row) for row in rows]
    order = Passage.Standing.values
    weakest = min(told, key=lambda one: order.index(one.standing), default=None)
    return schemas.Evidence(
        standing=weakest.standing if weakest else None, editorial=editorial, reading=reading or None, passages=told
    )


def _place(row: Passage) -> dict[str, Any]:
    return {
        "key": row.key, "source": row.source.slug, "paragraph": row.paragraph, "opens": row.opens,
        "closes": row.closes or None, "speaker": row.speaker or None, "standing": row.standing,
        "note": row.note or None, "url": absolute(row.get_absolute_url()),
    }  # fmt: skip


def _order(fact: Fact) -> tuple[bool, str, str, str]:
    """What is stated in a field or row of its own before what prose says of it."""
    return fact.loose, fact.kind, fact.subject, fact.text


def _fact(fact: Fact) -> schemas.Resting:
    return schemas.Resting(
        kind=fact.kind, subject=fact.subject, url=absolute(fact.url), text=fact.text, reading=fact.reading or None
    )
