"""``manage.py write_fixture``: bring the committed fixture in step with the bundled seed document."""

from django.core.management.base import BaseCommand, CommandError

from ...seeding import fixture


class Command(BaseCommand):
    help = "Write the bundled seed document as a fixture (make fixture does it in a database of its own)."

    def handle(self, *args, **options):
        try:
            json = fixture.build()
        except fixture.NotEmpty as error:
            raise CommandError("This database holds content; name an empty one, or use make fixture.") from error
        fixture.PATH.write_text(json, encoding="utf-8")
        self.stdout.write(f"Wrote {fixture.PATH}.")
