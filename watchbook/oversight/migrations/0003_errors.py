"""Errors in the use of covert powers and the notices of them to the Commissioner."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import watchbook.audit_log.guard
import watchbook.audit_log.identifiers
from django.conf import settings
from django.db import migrations, models


APP = f'"{settings.DATABASE_ROLES["app"]}"'
TABLES = "oversight_errorreport, oversight_errornotice"


class Migration(migrations.Migration):

    dependencies = [
        ('oversight', '0002_disposal'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ErrorReport',
            fields=[
                ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('envelope', models.BinaryField()),
                ('reference', models.CharField(max_length=30, unique=True)),
                ('kind', models.CharField(choices=[('no_basis', 'a look without a basis'), ('before_order', 'a look before the authorisation took effect'), ('after_end', 'a look after the authorisation ended'), ('outside', 'a look outside the authorisation’s description'), ('other', 'something else')], max_length=12)),
                ('state', models.CharField(choices=[('suspected', 'suspected'), ('dismissed', 'found to be no error'), ('established', 'established, to be reported'), ('interim', 'interim notice sent, full report to follow'), ('reported', 'reported in full')], default='suspected', max_length=12)),
                ('look', models.UUIDField(blank=True, null=True)),
                ('look_reference', models.CharField(blank=True, default='', max_length=20)),
                ('authorisation', models.UUIDField(blank=True, null=True)),
                ('authorisation_reference', models.CharField(blank=True, default='', max_length=30)),
                ('discovered_on', models.DateField()),
                ('established_on', models.DateField(blank=True, null=True)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('is_serious', models.BooleanField(null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-recorded_at'],
            },
        ),
        migrations.CreateModel(
            name='ErrorNotice',
            fields=[
                ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('envelope', models.BinaryField()),
                ('kind', models.CharField(choices=[('interim', 'interim notice'), ('full', 'full report')], max_length=8)),
                ('sent_on', models.DateField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='oversight.errorreport')),
            ],
            options={
                'ordering': ['sent_on', 'recorded_at'],
            },
        ),
        migrations.AddConstraint(
            model_name='errorreport',
            constraint=models.UniqueConstraint(condition=models.Q(('look__isnull', False)), fields=('look',), name='error_report_of_a_look_is_one'),
        ),
        migrations.AddConstraint(
            model_name='errorreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_on', None), ('established_on', None), ('state__in', ['suspected', 'dismissed'])), models.Q(models.Q(('state__in', ['suspected', 'dismissed']), _negated=True), ('decided_by__isnull', False), ('due_on__gt', models.F('established_on')), ('due_on__isnull', False), ('established_on__gte', models.F('discovered_on')), ('established_on__isnull', False)), _connector='OR'), name='error_established_says_when_and_by_when'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='errorreport',
            trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END\n            );\n            RETURN NULL;\n        ", hash='7ebcc186048283d173de90aff1a17b899c8172a7', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_1b619', table='oversight_errorreport', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='errorreport',
            trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='2a8a5894c0b741aabf0f2651f0a5dfd6cb230078', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_1be1c', table='oversight_errorreport', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='errorreport',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func='IF OLD."reference" IS DISTINCT FROM NEW."reference" OR OLD."kind" IS DISTINCT FROM NEW."kind" OR OLD."look" IS DISTINCT FROM NEW."look" OR OLD."look_reference" IS DISTINCT FROM NEW."look_reference" OR OLD."authorisation" IS DISTINCT FROM NEW."authorisation" OR OLD."authorisation_reference" IS DISTINCT FROM NEW."authorisation_reference" OR OLD."discovered_on" IS DISTINCT FROM NEW."discovered_on" OR OLD."opened_by_id" IS DISTINCT FROM NEW."opened_by_id" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;', hash='a569182ae3b75d94eb065fee5f27a68157bcc968', operation='UPDATE', pgid='pgtrigger_never_changed_efae1', table='oversight_errorreport', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='errornotice',
            constraint=models.UniqueConstraint(fields=('report', 'kind'), name='error_notice_of_a_kind_is_one'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='errornotice',
            trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.report_id ELSE NEW.report_id END\n            );\n            RETURN NULL;\n        ", hash='80bed66bff61a911d95014b865479a78f1bf1df2', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_5c771', table='oversight_errornotice', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='errornotice',
            trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='18bb8c3a2a51cd3307bdff1461c4cddff0714313', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_db2db', table='oversight_errornotice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='errornotice',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func='PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); RETURN NULL;', hash='b1ec36caf13afff315974eca4f87606dad04561d', operation='UPDATE', pgid='pgtrigger_written_once_3ba17', table='oversight_errornotice', when='BEFORE')),
        ),
        # For disposal; the guard still wants an event for each.
        migrations.RunSQL(f"GRANT DELETE ON {TABLES} TO {APP}", f"REVOKE DELETE ON {TABLES} FROM {APP}"),
    ]
