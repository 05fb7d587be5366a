"""The app role may delete these rows, for disposal: the guard still wants an event for each."""

from django.conf import settings
from django.db import migrations

APP = f'"{settings.DATABASE_ROLES["app"]}"'
TABLES = """
    authorisations_authorisation,
    authorisations_authorisedsubject,
    authorisations_applicationversion,
    authorisations_applicantreport,
    authorisations_comment,
    authorisations_determination,
    authorisations_hearing,
    authorisations_review,
    authorisations_renewal,
    authorisations_cancellation,
    authorisations_overtplan,
    authorisations_covertprofile,
    authorisations_profilecheck,
    authorisations_riskassessment,
    authorisations_sourcevault,
    authorisations_sourcerecord,
    authorisations_sourceopening,
    authorisations_remindergiven,
    authorisations_jointworking
"""


class Migration(migrations.Migration):
    """DELETE is granted table by table; by default no role of ours has it."""

    dependencies = [('authorisations', '0001_tables')]
    operations = [
        migrations.RunSQL(
            f"GRANT DELETE ON {TABLES} TO {APP}",
            f"REVOKE DELETE ON {TABLES} FROM {APP}",
        )
    ]
