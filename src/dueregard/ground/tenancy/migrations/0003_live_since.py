"""From when a provider takes reports. One that was there before takes them already; what it lacks is shown."""

from typing import Any

from django.db import migrations, models
from django.db.models import F


def already_live(apps: Any, _schema_editor: Any) -> None:
    """Nobody who has an address on a poster may find it shut after an upgrade."""
    apps.get_model("tenancy", "Provider").objects.update(live_since=F("born_at"))


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0002_read_only")]

    operations = [
        migrations.AddField(
            model_name="provider",
            name="live_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(already_live, migrations.RunPython.noop),
    ]
