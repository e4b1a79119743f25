"""Thirty characters are all that Django lets the name of an index have."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("protection", "0001_first_tables"),
    ]

    operations = [
        migrations.RenameIndex(
            model_name="protectivemeasure",
            old_name="protection_protectivemeasure_threat",
            new_name="protection_measure_threat",
        ),
    ]
