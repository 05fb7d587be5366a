"""A look under an authorisation lies within its times (invariant I2)."""

import pgtrigger.compiler
import pgtrigger.migrations
import watchbook.audit_log.guard
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('authorisations', '0003_invariants'),
        ('looks', '0002_disposal'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='look',
            trigger=pgtrigger.compiler.Trigger(name='rests_on_what_was_in_force', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            IF NEW.basis IN ('directed_surveillance', 'chis', 'non_ripa') AND NOT EXISTS (\n                SELECT FROM authorisations_authorisation AS basis\n                WHERE basis.id = NEW.basis_id AND basis.kind = NEW.basis AND NEW.opened_at >= basis.effective_from\n                    AND NEW.opened_at < (basis.ends_on + 1)::timestamp AT TIME ZONE 'Europe/London'\n                    AND NEW.opened_at < coalesce(basis.stopped_at, 'infinity')\n                    AND NEW.opened_at < coalesce(basis.cancelled_at, 'infinity')\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation',\n                    MESSAGE = 'a look names an authorisation that was not in force at its moment';\n            END IF;\n            RETURN NULL;\n        ", hash='a94aef61e818c1e9cae6dca92fe40b6d49bd6f15', operation='INSERT', pgid='pgtrigger_rests_on_what_was_in_force_beeac', table='looks_look', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
    ]
