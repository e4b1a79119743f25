"""When a provider's key was given up."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("crypto", "0002_house_key")]

    operations = [
        migrations.AddField(
            model_name="providerkey",
            name="lost_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
