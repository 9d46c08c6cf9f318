from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('entries', '0008_marks_anew'),
        ('sources', '0002_whole_word_range'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(models.F('kind'), models.F('status'), models.F('id'), models.F('publish_at'), models.F('updated_at'), name='entry_by_kind_id'),
        ),
    ]
