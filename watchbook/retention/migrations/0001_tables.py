"""Tables of retention, with what each demands and the guards that keep it."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import watchbook.audit_log.guard
import watchbook.audit_log.identifiers


class Migration(migrations.Migration):
    """Each table whole: columns, constraints, indexes and guards."""

    initial = True

    dependencies = [
        ('audit_log', '0003_rights'),
        ('organisation', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='LegalHold',
            fields=[
                ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('envelope', models.BinaryField()),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('table', models.CharField(max_length=60)),
                ('thing', models.UUIDField()),
                ('thing_reference', models.CharField(max_length=60)),
                ('ground', models.CharField(choices=[('investigation', 'an investigation'), ('prosecution', 'a prosecution (CPIA 1996)'), ('tribunal', 'proceedings in a tribunal or court'), ('information_request', 'a request for information (FOIA s.77)'), ('rights_request', 'a request under a data protection right'), ('complaint', 'a complaint')], max_length=20)),
                ('placed_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-placed_at'],
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['thing'], name='hold_in_force')],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__gte', models.F('placed_at')), ('ended_by__isnull', False)), _connector='OR'), name='hold_ended_says_when_and_by_whom'),
                    models.CheckConstraint(condition=models.Q(('table__regex', '^[a-z_]+\\.[a-z]+$')), name='hold_table_is_a_label')],
                'triggers': [
                    pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='27ba2f4efbf3e2bf8b567f5a3c4a23d3275608f2', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_b7b43', table='retention_legalhold', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='6305309dde5f0dbe66487b03f4a5f8d00ede5062', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_defe6', table='retention_legalhold', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func='IF OLD."reference" IS DISTINCT FROM NEW."reference" OR OLD."table" IS DISTINCT FROM NEW."table" OR OLD."thing" IS DISTINCT FROM NEW."thing" OR OLD."thing_reference" IS DISTINCT FROM NEW."thing_reference" OR OLD."ground" IS DISTINCT FROM NEW."ground" OR OLD."placed_by_id" IS DISTINCT FROM NEW."placed_by_id" OR OLD."placed_at" IS DISTINCT FROM NEW."placed_at" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;', hash='3d9e2c71e43c553dc904adfe8163359ca04d4783', operation='UPDATE', pgid='pgtrigger_never_changed_c9646', table='retention_legalhold', when='BEFORE'))],
            },
        ),
        watchbook.audit_log.guard.InstallGuards(
        ),
    ]
