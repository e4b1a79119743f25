"""Find a person's part in one matter without reading all their matters: long queues grew slow on it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_first_tables"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="party",
            name="access_party_thing",
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(fields=["provider_id", "thing_id", "tag"], name="access_party_thing_tag"),
        ),
    ]
