"""What a generated atlas of some size holds: how many of each, their ids, and the chance that each row draws from."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha1
from random import Random
from uuid import NAMESPACE_URL, uuid5

from .vocabulary import MOST_TAGS

NAMESPACE = uuid5(NAMESPACE_URL, "generated hard tech atlas")
PASSAGES_PER_SOURCE = 24
ENTRIES_PER_PASSAGE = 2

SHARES = {"zone": 0.03, "person": 0.22, "milestone": 0.30}
"""Parts of the entries that are of a kind; the rest are companies."""


@dataclass(frozen=True)
class Plan:
    """Everything about one atlas follows from these two numbers."""

    entries: int
    seed: int

    @cached_property
    def counts(self) -> dict[str, int]:
        """Entries of each kind, in the order in which they are written; there is at least one company."""
        counts = {kind: int(self.entries * share) for kind, share in SHARES.items()}
        company = self.entries - sum(counts.values())
        return {"zone": counts["zone"], "company": company} | {kind: counts[kind] for kind in ("person", "milestone")}

    @property
    def passages(self) -> int:
        return max(PASSAGES_PER_SOURCE, self.entries // ENTRIES_PER_PASSAGE)

    @property
    def sources(self) -> int:
        return -(-self.passages // PASSAGES_PER_SOURCE)

    @property
    def tags(self) -> int:
        return min(MOST_TAGS, 12 + self.entries // 40)

    def id(self, *key: object) -> str:
        """The id of a row, a UUID of version 5, as 32 hexadecimal digits, which both databases take.

        Made by hand, since millions are wanted and the library takes twice as long.
        """
        name = "/".join(map(str, (self.entries, self.seed, *key)))
        digits = sha1(NAMESPACE.bytes + name.encode(), usedforsecurity=False).hexdigest()
        return f"{digits[:12]}5{digits[13:16]}{'89ab'[int(digits[16], 16) & 3]}{digits[17:32]}"

    def chance(self, *key: object) -> Random:
        """Random numbers that depend on nothing but the plan and the key."""
        return Random("/".join(map(str, (self.entries, self.seed, *key))))  # noqa: S311 (nothing secret)

    def source_slug(self, number: int) -> str:
        return f"generated-{self.entries}-{self.seed}-{number}"

    def passage_key(self, number: int) -> str:
        return f"g{self.seed}-{number}"

    def skewed(self, chance: Random, size: int) -> int:
        """A number below ``size`` by Zipf's law: 0 most often, then ever more rarely."""
        return min(size - 1, int((size + 1) ** chance.random()) - 1)
