"""A covert source's own records, in a vault with a key of its own, and its openings to an inspector."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import watchbook.audit_log.guard
import watchbook.audit_log.identifiers
from django.conf import settings
from django.db import migrations, models


APP = f'"{settings.DATABASE_ROLES["app"]}"'
TABLES = "authorisations_sourcevault, authorisations_sourcerecord, authorisations_sourceopening"


class Migration(migrations.Migration):

    dependencies = [
        ('authorisations', '0004_central_record'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='authorisation',
            name='source_is_accompanied',
            field=models.BooleanField(null=True),
        ),
        migrations.CreateModel(
            name='SourceVault',
            fields=[
                ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('authorisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='vault', to='authorisations.authorisation')),
            ],
        ),
        migrations.CreateModel(
            name='SourceRecord',
            fields=[
                ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('envelope', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('particular', models.CharField(choices=[('a', 'the identity of the source'), ('b', 'the identity that the source uses'), ('c', 'other authorities that use the source'), ('d', 'how the source is referred to in each'), ('e', 'security and welfare'), ('f', 'the officer’s confirmation that the risks were considered and explained'), ('g', 'when and how the source was recruited'), ('h', 'handler, controller and record-keeper'), ('i', 'the periods of those duties'), ('j', 'tasks given'), ('k', 'contacts with the source'), ('l', 'information obtained'), ('m', 'to whom the information went'), ('n', 'payments and benefits')], max_length=1)),
                ('authorisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='authorisations.authorisation')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('vault', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='authorisations.sourcevault')),
            ],
            options={
                'ordering': ['particular', 'at', 'recorded_at'],
            },
        ),
        migrations.CreateModel(
            name='SourceOpening',
            fields=[
                ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('envelope', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('until_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('authorisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='authorisations.authorisation')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('inspector', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('vault', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='authorisations.sourcevault')),
            ],
            options={
                'ordering': ['-at'],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sourcevault',
            trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.authorisation_id ELSE NEW.authorisation_id END\n            );\n            RETURN NULL;\n        ", hash='cd0dd6bb70b18db7f0ce09d78962233203eb281b', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_2388f', table='authorisations_sourcevault', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sourcevault',
            trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='99017d778284e80b396d07b38d0a1a67fd60d2d1', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_22ebf', table='authorisations_sourcevault', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sourcevault',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func='PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); RETURN NULL;', hash='53263b900097498c1e932329195a279885d56736', operation='UPDATE', pgid='pgtrigger_written_once_4c0ce', table='authorisations_sourcevault', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sourcerecord',
            trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.authorisation_id ELSE NEW.authorisation_id END\n            );\n            RETURN NULL;\n        ", hash='fa8a692218cfb7eafab1c4d8ddb060397decdd2c', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_9754f', table='authorisations_sourcerecord', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sourcerecord',
            trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='85d6085896d77784acf6bc5dd840cd62d7321ff2', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_cd01c', table='authorisations_sourcerecord', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sourcerecord',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func='PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); RETURN NULL;', hash='4b032377c55bc1dfa3c741fec2f2c0a684172daa', operation='UPDATE', pgid='pgtrigger_written_once_f946b', table='authorisations_sourcerecord', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='sourceopening',
            constraint=models.CheckConstraint(condition=models.Q(('until_at__gt', models.F('at'))), name='source_opening_ends'),
        ),
        migrations.AddConstraint(
            model_name='sourceopening',
            constraint=models.CheckConstraint(condition=models.Q(('inspector', models.F('by')), _negated=True), name='source_opening_is_anothers'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sourceopening',
            trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.authorisation_id ELSE NEW.authorisation_id END\n            );\n            RETURN NULL;\n        ", hash='e4a306e6bc79083e8b1f2c69a54a156a11148d72', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_0659f', table='authorisations_sourceopening', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sourceopening',
            trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='8ea7073f24d9a60717569c45e58cfa0942023417', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_f2c27', table='authorisations_sourceopening', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sourceopening',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func='IF OLD."vault_id" IS DISTINCT FROM NEW."vault_id" OR OLD."authorisation_id" IS DISTINCT FROM NEW."authorisation_id" OR OLD."by_id" IS DISTINCT FROM NEW."by_id" OR OLD."at" IS DISTINCT FROM NEW."at" OR OLD."inspector_id" IS DISTINCT FROM NEW."inspector_id" OR OLD."until_at" IS DISTINCT FROM NEW."until_at" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;', hash='3a1b5439b2bd904c7752713b91b7f9c40edea6a4', operation='UPDATE', pgid='pgtrigger_never_changed_a6241', table='authorisations_sourceopening', when='BEFORE')),
        ),
        # For disposal; the guard still wants an event for each.
        migrations.RunSQL(f"GRANT DELETE ON {TABLES} TO {APP}", f"REVOKE DELETE ON {TABLES} FROM {APP}"),
    ]
