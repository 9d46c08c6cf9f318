"""``manage.py seed_article``: a seed document into the database; see ``docs/seed-document.md``."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from sources.texts import TextRefused

from ...progress import Progress
from ...seeding import document, loader, report


class Command(BaseCommand):
    help = "Load a seed document (the bundled one by default). What editors changed or deleted is left as it is."
    # Django 6 checks SQLite with its write lock in hand, and where another process holds that, reports it as too old.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("document", nargs="?", type=Path, default=document.BUNDLED, help="a TOML file")
        parser.add_argument("--text", type=Path, help="the source's full text: every passage is looked up in it")
        parser.add_argument("--check", action="store_true", help="do all of it, then write nothing")
        parser.add_argument("--dry-run", action="store_true", help="as --check, and list what would change or is kept")
        parser.add_argument(
            "--update", action="store_true", help="replace what editors changed by what the document says"
        )
        parser.add_argument("--json", action="store_true", help="report as JSON on standard output, problems too")
        parser.add_argument("--new", type=Path, metavar="FILE", help="write an empty document to start from, and end")

    def handle(self, *args, **options):
        if options["new"]:
            self._begin(options["new"])
        else:
            self._seed(options)

    def _seed(self, options):
        dry = options["check"] or options["dry_run"]
        try:
            outcome = self._load(options, dry)
        except (document.Refused, TextRefused) as error:
            self._refuse(options, error.problems, error)
        except DatabaseError as error:
            self._refuse(options, [report.database(error)], error)
        if options["json"]:
            self._write_json(options, report.as_json(outcome) | {"written": not dry, "problems": []})
            return
        for line in report.lines(outcome, listed=options["dry_run"]):
            self.stdout.write(line)
        self.stdout.write("Checked; nothing was written." if dry else "Seeded.")

    def _load(self, options, dry):
        progress = Progress(self.stderr)
        seed = document.read(options["document"], progress)
        text = report.read_text(options["text"], seed) if options["text"] else None
        return loader.load(
            seed, options["document"].stem, text=text, dry=dry, update=options["update"], progress=progress
        )

    def _refuse(self, options, problems, error):
        if options["json"]:
            told = [one.as_json() if isinstance(one, report.Problem) else {"sentence": one} for one in problems]
            self._write_json(options, {"written": False, "problems": told})
            raise SystemExit(1) from error
        raise CommandError("\n".join([*map(str, problems), "Nothing was written."])) from error

    def _write_json(self, options, told):
        self.stdout.write(json.dumps({"document": options["document"].stem} | told, ensure_ascii=False, indent=2))

    def _begin(self, path):
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(report.BLANK.read_text(encoding="utf-8"))
        except FileExistsError as error:
            raise CommandError(f"{path} stands already; nothing was written.") from error
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"Wrote {path}; load it with seed_article {path}.")
