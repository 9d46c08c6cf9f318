"""What every listed page shares: the entry, what is stated of it, tags, old addresses, and the state of the whole."""

from .address import Address
from .entry import Entry, EntryQuerySet
from .search import SearchName, SearchRow, SearchTerm
from .state import ContentState
from .statements import Alias, Figure, Statement
from .tags import Tag, Tagged

__all__ = [
    "Address", "Alias", "ContentState", "Entry", "EntryQuerySet", "Figure", "SearchName", "SearchRow",
    "SearchTerm", "Statement", "Tag", "Tagged",
]  # fmt: skip
