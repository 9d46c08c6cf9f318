"""The linked data of a page as a test reads it."""

from tests.markup import Markup
from tests.vocabulary import problems


def told(client, path: str):
    (found,) = Markup(client.get(path).content.decode()).data
    assert problems(found) == []
    return found


def about(client, entry) -> dict:
    """What the page of an entry tells of it."""
    found = told(client, entry.get_absolute_url())
    return (found[0] if isinstance(found, list) else found)["mainEntity"]


def claims(node: dict) -> list[dict]:
    found = node.get("subjectOf", [])
    return [one for one in (found if isinstance(found, list) else [found]) if one["@type"] == "Claim"]
