"""``manage.py clean_pictures``: stored files that belong to no entry, or show what it no longer says."""

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand

from entries import renditions
from entries.cards import card
from entries.models import Entry


class Command(BaseCommand):
    help = "List picture files that belong to no entry, as an interrupted upload leaves them, and outdated share cards."

    def add_arguments(self, parser):
        parser.add_argument("--delete", action="store_true", help="remove them")

    def handle(self, *args, delete, **options):
        found = list(renditions.orphans(Entry.objects.all()))
        for name in found:
            self.stdout.write(name)
            if delete:
                default_storage.delete(name)
        cards = list(card.outdated(Entry.objects.published()))
        for file in cards:
            self.stdout.write(f"{file.parent.name}/{file.name}")
            if delete:
                file.unlink(missing_ok=True)
        self.stdout.write(f"{len(found) + len(cards)} files {'removed' if delete else 'found'}.")
