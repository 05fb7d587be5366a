"""Who may do what with accounts: the app deletes what follows one; the reader sees no password, second factor or key of a link."""

from django.conf import settings
from django.db import migrations

ROLES = {role: f'"{name}"' for role, name in settings.DATABASE_ROLES.items()}
# allauth’s e-mail addresses and second factors follow the account, whose changes the guard watches.
TABLES = """
    account_emailaddress,
    account_emailconfirmation,
    mfa_authenticator,
    organisation_councilaccount
"""
PERSON = "id, recorded_at, email, name, service_id, is_active, is_system"  # and not: password
GRANT = f"""
GRANT DELETE ON {TABLES} TO {ROLES["app"]};
REVOKE SELECT ON account_emailconfirmation, mfa_authenticator, organisation_councilaccount, organisation_person FROM {ROLES["reader"]};
GRANT SELECT ({PERSON}) ON organisation_person TO {ROLES["reader"]};
"""
REVOKE = f"""
GRANT SELECT ON account_emailconfirmation, mfa_authenticator, organisation_councilaccount, organisation_person TO {ROLES["reader"]};
REVOKE DELETE ON {TABLES} FROM {ROLES["app"]};
"""


class Migration(migrations.Migration):
    """DELETE is granted table by table; by default no role of ours has it, and the reader reads every table."""

    dependencies = [('organisation', '0001_tables'), ('account', '0009_emailaddress_unique_primary_email'), ('mfa', '0003_authenticator_type_uniq')]
    operations = [migrations.RunSQL(GRANT, REVOKE)]
