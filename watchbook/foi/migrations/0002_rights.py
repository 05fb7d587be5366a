"""The app role may delete these rows, for disposal: the guard still wants an event for each."""

from django.conf import settings
from django.db import migrations

APP = f'"{settings.DATABASE_ROLES["app"]}"'
TABLES = """
    foi_request,
    foi_requestquestion,
    foi_requester,
    foi_topicchoice,
    foi_search,
    foi_wording,
    foi_questionrefusal,
    foi_requeststep,
    foi_sentanswer
"""


class Migration(migrations.Migration):
    """DELETE is granted table by table; by default no role of ours has it."""

    dependencies = [('foi', '0001_tables')]
    operations = [
        migrations.RunSQL(
            f"GRANT DELETE ON {TABLES} TO {APP}",
            f"REVOKE DELETE ON {TABLES} FROM {APP}",
        )
    ]
