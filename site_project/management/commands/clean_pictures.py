"""``manage.py clean_pictures``: stored files that belong to no entry."""

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand

from entries import renditions
from entries.models import Entry


class Command(BaseCommand):
    help = "List picture files that belong to no entry, as an interrupted upload leaves them."

    def add_arguments(self, parser):
        parser.add_argument("--delete", action="store_true", help="remove them")

    def handle(self, *args, delete, **options):
        found = list(renditions.orphans(Entry.objects.all()))
        for name in found:
            self.stdout.write(name)
            if delete:
                default_storage.delete(name)
        self.stdout.write(f"{len(found)} files {'removed' if delete else 'found'}.")
