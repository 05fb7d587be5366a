"""Tables of keys, with what each demands and the guards that keep it."""

import django.db.models.functions.datetime
import django.db.models.lookups
import pgtrigger.compiler
from django.db import migrations, models

import watchbook.audit_log.at_once
import watchbook.audit_log.guard
import watchbook.audit_log.identifiers


class Migration(migrations.Migration):
    """Each table whole: columns, constraints, indexes and guards."""

    initial = True

    dependencies = [
        ('audit_log', '0003_rights'),
    ]

    operations = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.CreateModel(
                name='KeyDestruction',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('item', models.UUIDField(unique=True)),
                ],
                options={
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.item ELSE NEW.item END
            );
            RETURN NULL;
        """, hash='9ebae8050f93f5843ca4d00f9494efca6b57c59a', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_cf506', table='keys_keydestruction', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='e716a0543c6e683734ea31e4c4de04b3cbad7ce4', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_348c4', table='keys_keydestruction', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='7004e8886f012e499e58b6c1f7a014656b6800b0', operation='UPDATE', pgid='pgtrigger_written_once_54d0a', table='keys_keydestruction', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='BlindIndexEntry',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('item', models.UUIDField(db_index=True)),
                    ('kind', models.CharField(max_length=40)),
                    ('digest', models.BinaryField()),
                ],
                options={
                    'constraints': [
                        models.UniqueConstraint(fields=('kind', 'digest', 'item'), name='blind_index_entry_is_once_an_items'),
                        models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(models.Func('digest', function='octet_length', output_field=models.IntegerField()), 32)), name='blind_index_digest_is_32_bytes')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.item ELSE NEW.item END
            );
            RETURN NULL;
        """, hash='62ed77bd2cb33a9cb4e600303440175396644fa0', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_cc0db', table='keys_blindindexentry', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='81443907961dfdd82138a3e2c941ddff1df4ee62', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_e7ac2', table='keys_blindindexentry', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='2b9404362b79e3fdd8c86f0d26a1d10ae97356e5', operation='UPDATE', pgid='pgtrigger_written_once_acaf9', table='keys_blindindexentry', when='BEFORE'))],
                },
            ),
        ),
        watchbook.audit_log.guard.InstallGuards(
        ),
    ]
