"""Thirty characters are all that Django lets the name of an index have."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0002_how_a_matter_ended"),
    ]

    operations = [
        migrations.RenameIndex(
            model_name="outcomeletter",
            old_name="disclosure_outcomeletter_concern",
            new_name="disclosure_letter_concern",
        ),
    ]
