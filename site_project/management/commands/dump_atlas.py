"""``manage.py dump_atlas``: write everything that is published into one file, which ``/atlas.zip`` then serves."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ...dump import writing


class Command(BaseCommand):
    help = "Write everything that is published as JSON Lines and CSV. The file is replaced when the new one is whole."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, default=settings.DUMP_FILE, help="default: %(default)s")

    def handle(self, *args, **options):
        path = options["file"].resolve()
        try:
            counts = writing.write(path, self._progress)
        except writing.Busy as error:
            raise CommandError(f"Another process is writing {path}.") from error
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        for name, number in sorted(counts.items()):
            self.stdout.write(f"{name}: {number}")
        self.stdout.write(f"Wrote {path}, {path.stat().st_size:,} bytes.")

    def _progress(self, name: str, number: int) -> None:
        if number % 10_000 == 0:
            self.stderr.write(f"{name}: {number}")
