"""The app role may delete allauth’s e-mail addresses and second factors: they follow the account, whose changes the guard watches."""

from django.conf import settings
from django.db import migrations

APP = f'"{settings.DATABASE_ROLES["app"]}"'
TABLES = """
    account_emailaddress,
    account_emailconfirmation,
    mfa_authenticator
"""


class Migration(migrations.Migration):
    """DELETE is granted table by table; by default no role of ours has it."""

    dependencies = [('organisation', '0001_tables'), ('account', '0009_emailaddress_unique_primary_email'), ('mfa', '0003_authenticator_type_uniq')]
    operations = [
        migrations.RunSQL(
            f"GRANT DELETE ON {TABLES} TO {APP}",
            f"REVOKE DELETE ON {TABLES} FROM {APP}",
        )
    ]
