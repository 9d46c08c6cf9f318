"""``manage.py seed_article``: a seed document into the database; see ``site_project.seeding``."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

from sources.texts import TextRefused

from ...seeding import document, loader


class Command(BaseCommand):
    help = "Load a seed document (the bundled one by default). What editors changed or deleted is left as it is."

    def add_arguments(self, parser):
        parser.add_argument("document", nargs="?", type=Path, default=document.BUNDLED, help="a TOML file")
        parser.add_argument("--text", type=Path, help="the source's full text: every passage is looked up in it")
        parser.add_argument("--check", action="store_true", help="do all of it, then write nothing")

    def handle(self, *args, **options):
        try:
            seed = document.read(options["document"])
            text = self._text(seed, options["text"])
            outcome = loader.load(seed, options["document"].stem, text=text, dry=options["check"])
        except (document.DocumentError, TextRefused) as error:
            raise CommandError("\n".join([*error.problems, "Nothing was written."])) from error
        except loader.LoadError as error:
            raise CommandError(f"{error}\nNothing was written.") from error
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(f"The database is not ready ({error}): run manage.py migrate first.") from error
        self._report(outcome, checked=options["check"])

    def _text(self, seed, path):
        if path is None:
            return None
        if len(seed.source) != 1:
            raise CommandError("--text goes with a document that has exactly one source.")
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{path} is not UTF-8 text: byte {error.start} is none.") from error
        if "\0" in text:
            raise CommandError(f"{path} is not text: it holds a NUL character.")
        return text

    def _report(self, outcome, *, checked):
        for kind, counts in outcome.counts.items():
            told = ", ".join(f"{number} {what}" for what, number in sorted(counts.items()))
            self.stdout.write(f"{kind:>10}: {told}")
        if outcome.located:
            self.stdout.write(f"Located {outcome.located} passages, each once, in the text.")
        self.stdout.write("Checked; nothing was written." if checked else "Seeded.")
