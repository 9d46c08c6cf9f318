"""What every listed page shares: the entry, what is stated of it, its tags, and the state of the whole."""

from .entry import Entry, EntryQuerySet
from .search import SearchName, SearchRow, SearchTerm
from .state import ContentState
from .statements import Alias, Figure, Statement
from .tags import Tag, Tagged

__all__ = [
    "Alias", "ContentState", "Entry", "EntryQuerySet", "Figure", "SearchName", "SearchRow", "SearchTerm",
    "Statement", "Tag", "Tagged",
]  # fmt: skip
