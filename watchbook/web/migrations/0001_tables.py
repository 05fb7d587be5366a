"""The table of presses of buttons."""

from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Now

ROLES = {role: f'"{name}"' for role, name in settings.DATABASE_ROLES.items()}


class Migration(migrations.Migration):
    """The app role may delete its rows, which go after a day, and the reader sees none."""

    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Press",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("answer", models.TextField(default="")),
                ("since", models.DateTimeField(db_default=Now(), editable=False)),
            ],
        ),
        migrations.RunSQL(
            f"GRANT DELETE ON web_press TO {ROLES['app']}; REVOKE SELECT ON web_press FROM {ROLES['reader']};",
            f"REVOKE DELETE ON web_press FROM {ROLES['app']}; GRANT SELECT ON web_press TO {ROLES['reader']};",
        ),
    ]
