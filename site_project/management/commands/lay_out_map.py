"""``manage.py lay_out_map``: give each entry its place on the map."""

import time

from django.core.management.base import BaseCommand

from ...charting import places
from ...progress import Progress


class Command(BaseCommand):
    help = "Give each entry its place on the map. Those that have one keep it, unless all are laid out anew."

    def add_arguments(self, parser):
        parser.add_argument(
            "--anew", action="store_true", help="let all move, beginning where they stand: after much has been added"
        )

    def handle(self, *args, anew, **options):
        began = time.monotonic()
        number = places.lay_out(Progress(self.stderr), moving=anew)
        self.stdout.write(f"{number:,} entries have their places on the map, after {time.monotonic() - began:.1f} s.")
