"""Reminders that were given, and the secret addresses of calendar feeds."""

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
        ('authorisations', '0005_source_records'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReminderGiven',
            fields=[
                ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('task', models.CharField(max_length=20)),
                ('due_on', models.DateField()),
                ('authorisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='authorisations.authorisation')),
            ],
            options={
                'ordering': ['recorded_at'],
            },
        ),
        migrations.CreateModel(
            name='CalendarAddress',
            fields=[
                ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('secret_sha256', models.CharField(max_length=64, unique=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('person',), name='calendar_address_is_one')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='calendaraddress',
            trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END\n            );\n            RETURN NULL;\n        ", hash='9b4f54e76b276a6a1ed01a0aabf246a6a006548b', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_63d90', table='authorisations_calendaraddress', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='calendaraddress',
            trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='371d57f26040f17bf9f2cfb9d02ea5ae33610975', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_5aba1', table='authorisations_calendaraddress', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='calendaraddress',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func='IF OLD."person_id" IS DISTINCT FROM NEW."person_id" OR OLD."secret_sha256" IS DISTINCT FROM NEW."secret_sha256" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;', hash='f77e369a09efeb2448349fc25930afdd3db6bfda', operation='UPDATE', pgid='pgtrigger_never_changed_a7501', table='authorisations_calendaraddress', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='remindergiven',
            constraint=models.UniqueConstraint(fields=('authorisation', 'task', 'due_on'), name='reminder_is_given_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='remindergiven',
            trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.authorisation_id ELSE NEW.authorisation_id END\n            );\n            RETURN NULL;\n        ", hash='58ab267d7158a78993fbde68c42364408c47a670', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_4f2f0', table='authorisations_remindergiven', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='remindergiven',
            trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='484edaebdd04a1b61939fa0e7269917ff8c2d57f', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_0c81c', table='authorisations_remindergiven', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='remindergiven',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func='PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); RETURN NULL;', hash='576216d3454106e4a39598aa105111e4be6cf54d', operation='UPDATE', pgid='pgtrigger_written_once_41ca8', table='authorisations_remindergiven', when='BEFORE')),
        ),
        # For disposal; the guard still wants an event for each.
        migrations.RunSQL(
            f"GRANT DELETE ON authorisations_remindergiven TO {APP}",
            f"REVOKE DELETE ON authorisations_remindergiven FROM {APP}",
        ),
    ]
