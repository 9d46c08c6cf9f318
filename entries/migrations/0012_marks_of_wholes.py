"""What names a part has the marks of its wholes as well, so all rows of the search index are due to be written again."""

from django.db import migrations
from django.utils import timezone


def put_off(apps, schema_editor):
    apps.get_model("entries", "SearchRow").objects.update(again_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("entries", "0011_newest_of_a_kind")]
    operations = [migrations.RunPython(put_off, migrations.RunPython.noop, elidable=True)]
