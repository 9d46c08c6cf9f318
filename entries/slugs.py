"""Slugs: from the name, else from a Latin alias, else from the id; a taken one gets -2."""

from itertools import count

from django.utils.text import slugify

LONGEST = 80


def propose(entry) -> str:
    """A free slug among the entries of its kind."""
    names = [entry.name, *entry.aliases.values_list("name", flat=True)] if not entry._state.adding else [entry.name]
    stem = next(filter(None, (slugify(name)[:LONGEST].strip("-") for name in names)), entry.id.hex[:8])
    return next(slug for slug in _numbered(stem) if not taken(entry, slug))


def taken(entry, slug: str) -> bool:
    """Whether another entry of the kind has the slug; a working copy shares that of its original."""
    if entry.draft_of_id:
        return False
    others = type(entry).objects.filter(kind=entry.KIND or entry.kind, slug=slug, draft_of=None)
    return others.exclude(pk=entry.id).exists()


def _numbered(stem: str):
    yield stem
    for number in count(2):
        end = f"-{number}"
        yield stem[: LONGEST - len(end)] + end
