"""The app role may delete these rows, for disposal: the guard still wants an event for each."""

from django.conf import settings
from django.db import migrations

APP = f'"{settings.DATABASE_ROLES["app"]}"'
TABLES = """
    governance_letterreceived,
    governance_letteranswer,
    governance_document,
    governance_documentstep,
    governance_clause,
    governance_reading,
    governance_noneheld,
    governance_tool,
    governance_course,
    governance_trainingsession,
    governance_attendance,
    governance_retentionschedule,
    governance_retentionclass,
    governance_retentionadoption,
    governance_statement,
    governance_statementitem,
    governance_pendingimport,
    governance_rulesetadoption,
    governance_driftthreshold,
    governance_thirdparty
"""


class Migration(migrations.Migration):
    """DELETE is granted table by table; by default no role of ours has it."""

    dependencies = [('governance', '0001_tables')]
    operations = [
        migrations.RunSQL(
            f"GRANT DELETE ON {TABLES} TO {APP}",
            f"REVOKE DELETE ON {TABLES} FROM {APP}",
        )
    ]
