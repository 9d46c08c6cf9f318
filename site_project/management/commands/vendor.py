"""``manage.py vendor``: take the browser's libraries from the npm registry anew, at the versions that are named."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ...vendoring import fetching
from ...vendoring.packages import PACKAGES

FOLDER = settings.BASE_DIR / "site_project" / "static" / "vendor"


class Command(BaseCommand):
    help = "Write site_project/static/vendor from the npm registry. An archive with another digest is refused."

    def handle(self, *args, **options):
        try:
            written = fetching.fetch(PACKAGES, FOLDER)
        except fetching.Trouble as error:
            raise CommandError(str(error)) from error
        for name, content in sorted(written.items()):
            self.stdout.write(f"{name}: {len(content):,} bytes")
