from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0006_invitations"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="account",
            name="password_given",
        ),
    ]
