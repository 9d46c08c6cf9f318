"""``manage.py generate_atlas``: a large, artificial atlas, to measure and to try things on; ``--clear`` removes it."""

import argparse
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from ...generating import atlas
from ...generating.plan import Plan


def whole(text: str) -> int:
    """A whole number from 0 on; digits may be grouped by commas or underscores."""
    digits = text.replace(",", "").replace("_", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number below a thousand million")
    return int(digits)


class Command(BaseCommand):
    help = "Fill an empty database with a generated atlas: the same arguments give the same rows."

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--entries", type=whole, help="how many companies, zones, people and milestones in all")
        what.add_argument("--clear", action="store_true", help="remove the generated atlas, and nothing else")
        parser.add_argument("--seed", type=whole, default=1, help="another number gives another atlas (default: 1)")

    def handle(self, *args, entries, seed, clear, **options):
        self.told = time.monotonic()
        if clear:
            self._clear()
        elif entries:
            self._generate(Plan(entries, seed))
        else:
            raise CommandError("An atlas has at least one entry: --entries 1000.")

    def _generate(self, plan):
        began = time.monotonic()
        try:
            written = atlas.generate(plan, self._progress)
        except atlas.NotEmpty as error:
            raise CommandError(
                "This database holds content, and nothing was written. Name an empty one, as"
                " DATABASE_URL=sqlite:///var/large.sqlite3, and migrate it first; a generated atlas can be removed"
                " with --clear."
            ) from error
        if written:
            self.stdout.write(f"Generated {plan.entries:,} entries in {time.monotonic() - began:.1f} s.")
        else:
            self.stdout.write(f"These {plan.entries:,} entries are there already; nothing was written.")

    def _clear(self):
        try:
            plan = atlas.clear(self._progress)
        except IntegrityError as error:
            raise CommandError(
                "Something that was not generated refers to the generated atlas, and nothing was removed: first"
                " remove roles, presences, citations and tags of your own that lead into it."
            ) from error
        self.stdout.write(f"Removed {plan.entries:,} entries." if plan else "There is no generated atlas here.")

    def _progress(self, what, done, total):
        """A line on standard error for each second that goes by."""
        if time.monotonic() - self.told >= 1:
            self.told = time.monotonic()
            self.stderr.write(f"{what} {done:,} of {total:,}", self.stderr.style_func)
            self.stderr.flush()
