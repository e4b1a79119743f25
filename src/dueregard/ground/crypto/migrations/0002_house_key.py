"""A key of the house, and when each key was wrapped."""

from datetime import UTC, datetime

from django.db import migrations, models

import dueregard.ground.kernel.ids


class Migration(migrations.Migration):
    dependencies = [("crypto", "0001_first_tables")]

    operations = [
        migrations.AddField(
            model_name="providerkey",
            name="wrapped_at",
            field=models.DateTimeField(default=datetime(2026, 11, 1, tzinfo=UTC)),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="HouseKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=dueregard.ground.kernel.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("only", models.BooleanField(default=True, editable=False, unique=True)),
                ("wrapped", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                ("wrapped_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("only", True)), name="crypto_housekey_only_one"
                    )
                ],
            },
        ),
    ]
