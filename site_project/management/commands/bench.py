"""``manage.py bench``: what the pages cost in atlases of several sizes, as a table; it judges nothing by its end."""

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ...benching import answering, measuring
from ...benching.atlas import Atlas, Failed
from .generate_atlas import whole
from .serve import collect_static

POSTGRES = "postgres://postgres@127.0.0.1:5432/atlas_bench"


class Command(BaseCommand):
    help = "Generate atlases of several sizes, once, and print what the pages cost in each as a Markdown table."

    def add_arguments(self, parser):
        parser.add_argument("--sizes", type=whole, nargs="+", default=[1_000, 100_000], help="entries of each atlas")
        parser.add_argument("--databases", nargs="+", choices=["sqlite", "postgres"], default=["sqlite"])
        parser.add_argument("--rounds", type=whole, default=20, help="how often each case is asked (default: 20)")
        parser.add_argument("--plans", action="store_true", help="show the slowest query of what misses the wanted")
        parser.add_argument("--clean", action="store_true", help="remove the atlases of these sizes, and do no more")
        parser.add_argument("--folder", default=settings.VAR_DIR / "bench", help="of the SQLite files")
        parser.add_argument("--postgres", default=POSTGRES, help="address that “_<size>” is put behind")
        parser.add_argument("--answer-for", type=whole, help=argparse.SUPPRESS)

    def handle(self, *args, sizes, databases, answer_for, **options):
        if answer_for:
            answering.prepare(answer_for)
            answering.answer(sys.stdin, sys.stdout)
            return
        if not all(sizes) or not options["rounds"]:
            raise CommandError("Sizes and rounds are whole numbers from 1 on.")
        Path(options["folder"]).mkdir(parents=True, exist_ok=True)
        for database in databases:
            place = str(options["postgres" if database == "postgres" else "folder"])
            atlases = [Atlas(database, size, place) for size in sorted(set(sizes))]
            try:
                if options["clean"]:
                    for atlas in atlases:
                        atlas.remove()
                else:
                    self._bench(atlases, options["rounds"], options["plans"])
            except Failed as error:
                raise CommandError(str(error)) from error

    def _bench(self, atlases, rounds, plans):
        collect_static()
        with ExitStack() as stack:
            processes = {}
            for atlas in atlases:
                atlas.create()
                processes[atlas] = stack.enter_context(atlas.process())
                # The next begins when this one is ready: two at once would only share the processor.
                processes[atlas].ask("ready")
            times = measuring.measure(processes, rounds)
            self.stdout.write("\n".join(measuring.table(times, atlases)))
            if plans:
                self._plan(times, atlases, processes)

    def _plan(self, times, atlases, processes):
        for case in measuring.CASES:
            for atlas in measuring.missing(times, case, atlases):
                address = processes[atlas].ask("addresses")[case.name][0]
                self.stdout.write(
                    f"\n{case.name} at {atlas.size:,}: {address}\n{processes[atlas].ask('plan', address)}"
                )
