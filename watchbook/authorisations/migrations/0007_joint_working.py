"""Who works under an authorisation beside us."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import watchbook.audit_log.guard
import watchbook.audit_log.identifiers
from django.conf import settings
from django.db import migrations, models


APP = f'"{settings.DATABASE_ROLES["app"]}"'


class Migration(migrations.Migration):

    dependencies = [
        ('authorisations', '0006_telling'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='JointWorking',
            fields=[
                ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('envelope', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('role', models.CharField(choices=[('we_lead', 'another authority works under our authorisation'), ('they_lead', 'we work under another authority’s authorisation too'), ('third_party', 'a company or person acts for us under it')], max_length=12)),
                ('their_reference', models.CharField(blank=True, default='', max_length=40)),
                ('confirmed_on', models.DateField()),
                ('authorisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='authorisations.authorisation')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['confirmed_on', 'recorded_at'],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='jointworking',
            trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.authorisation_id ELSE NEW.authorisation_id END\n            );\n            RETURN NULL;\n        ", hash='ed0f50203fcb2f4b806c2ddf1062e197822bc968', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_9d670', table='authorisations_jointworking', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='jointworking',
            trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='35ea0dc440b69df8f7cbaea67b3eb9a865a49447', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_676ba', table='authorisations_jointworking', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='jointworking',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func='PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); RETURN NULL;', hash='88098a2144b848b1642047c0d50948a2e16e3d5c', operation='UPDATE', pgid='pgtrigger_written_once_bd3f2', table='authorisations_jointworking', when='BEFORE')),
        ),
        # For disposal; the guard still wants an event for each.
        migrations.RunSQL(
            f"GRANT DELETE ON authorisations_jointworking TO {APP}",
            f"REVOKE DELETE ON authorisations_jointworking FROM {APP}",
        ),
    ]
