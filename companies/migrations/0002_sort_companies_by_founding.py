"""Companies are ordered by the date they were founded, as milestones are by theirs."""

from django.db import migrations

from sources.dates import parse


def keep_sort_dates(apps, schema_editor):
    Company = apps.get_model("companies", "Company")
    Entry = apps.get_model("entries", "Entry")
    for pk, founded in Company.objects.exclude(founded="").values_list("pk", "founded").iterator():
        Entry.objects.filter(pk=pk).update(sort_date=parse(founded).sort)


class Migration(migrations.Migration):
    dependencies = [("companies", "0001_initial")]
    operations = [migrations.RunPython(keep_sort_dates, migrations.RunPython.noop, elidable=True)]
