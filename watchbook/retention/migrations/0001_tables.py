"""Tables of retention, with what each demands and the guards that keep it."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import watchbook.audit_log.at_once
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
        watchbook.audit_log.at_once.AtOnce(
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
                    'indexes': [
                        models.Index(condition=models.Q(('ended_at', None)), fields=['thing', 'placed_at'], name='hold_on_thing'),
                        models.Index(condition=models.Q(('ended_at__isnull', False)), fields=['ended_at', 'id'], name='hold_ended')],
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
            migrations.CreateModel(
                name='DeletionList',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('reference', models.CharField(max_length=20, unique=True)),
                    ('ground', models.CharField(choices=[('schedule', 'the retention schedule'), ('erasure', 'a request for erasure')], max_length=10)),
                    ('because', models.CharField(max_length=60)),
                    ('retention_class', models.SlugField(blank=True, default='', max_length=60)),
                    ('rule', models.CharField(blank=True, default='', max_length=500)),
                    ('state', models.CharField(choices=[('proposed', 'proposed, waiting for a second person'), ('returned', 'sent back for changes'), ('given_up', 'abandoned'), ('approved', 'approved, being carried out'), ('written_down', 'keys listed, rows deleted'), ('unreadable', 'unreadable here'), ('irrecoverable', 'unreadable everywhere'), ('gone', 'deleted from the last backup')], default='proposed', max_length=14)),
                    ('proposed_at', models.DateTimeField()),
                    ('change', models.CharField(blank=True, choices=[('needed', 'Some of these records are still needed'), ('wrong_class', 'Some of these records are in the wrong class'), ('ask_owner', 'First ask the service that owns these records'), ('smaller', 'Propose fewer records at a time')], default='', max_length=12)),
                    ('approved_at', models.DateTimeField(blank=True, null=True)),
                    ('hold_checked_at', models.DateTimeField(blank=True, null=True)),
                    ('first_copy_at', models.DateTimeField(blank=True, null=True)),
                    ('second_copy_at', models.DateTimeField(blank=True, null=True)),
                    ('unreadable_at', models.DateTimeField(blank=True, null=True)),
                    ('irrecoverable_at', models.DateTimeField(blank=True, null=True)),
                    ('key_version', models.PositiveIntegerField(blank=True, null=True)),
                    ('keeper', models.CharField(blank=True, default='', max_length=200)),
                    ('gone_at', models.DateTimeField(blank=True, null=True)),
                    ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('asked_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['proposed_at'], name='deletion_list_by_proposal')],
                    'ordering': ['-proposed_at'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('approved_at', None), ('approved_by', None), ('state__in', ('proposed', 'returned', 'given_up'))), models.Q(models.Q(('state__in', ('proposed', 'returned', 'given_up')), _negated=True), ('approved_at__isnull', False), models.Q(('approved_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='deletion_is_approved_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('gone_at', None), ('irrecoverable_at', None), ('unreadable_at', None)), models.Q(('first_copy_at__isnull', False), ('hold_checked_at__isnull', False), ('second_copy_at__isnull', False), models.Q(models.Q(('gone_at', None), ('irrecoverable_at', None)), models.Q(('irrecoverable_at__gte', models.F('unreadable_at')), ('key_version__isnull', False), models.Q(('gone_at', None), ('gone_at__gte', models.F('irrecoverable_at')), _connector='OR')), _connector='OR')), _connector='OR'), name='deletion_ends_step_by_step')],
                    'triggers': [pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END\n            );\n            RETURN NULL;\n        ", hash='ee436dcec173fa5d60c0452cc721e3f256ab2c33', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_738f4', table='retention_deletionlist', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')), pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='846277e94a771444af31b2021c9c99d41e29f95f', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_9ddfe', table='retention_deletionlist', when='BEFORE')), pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func='IF OLD."reference" IS DISTINCT FROM NEW."reference" OR OLD."ground" IS DISTINCT FROM NEW."ground" OR OLD."because" IS DISTINCT FROM NEW."because" OR OLD."retention_class" IS DISTINCT FROM NEW."retention_class" OR OLD."proposed_by_id" IS DISTINCT FROM NEW."proposed_by_id" OR OLD."proposed_at" IS DISTINCT FROM NEW."proposed_at" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;', hash='cd055c5107a81188c2f195ad44341d3c16dfd005', operation='UPDATE', pgid='pgtrigger_never_changed_1e040', table='retention_deletionlist', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='DeletionItem',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('number', models.PositiveIntegerField()),
                    ('table', models.CharField(max_length=60)),
                    ('item', models.UUIDField()),
                    ('item_reference', models.CharField(max_length=60)),
                    ('is_protected', models.BooleanField(default=False)),
                    ('last_on', models.DateField(blank=True, null=True)),
                    ('is_sample', models.BooleanField(default=False)),
                    ('outcome', models.CharField(choices=[('waiting', 'waiting'), ('deleted', 'deleted'), ('held', 'kept: a hold or a request requires this'), ('refused', 'kept: it could not be deleted yet'), ('released', 'left out of the list')], default='waiting', max_length=8)),
                    ('why', models.CharField(blank=True, default='', max_length=500)),
                    ('keys', models.JSONField(default=list)),
                    ('files', models.JSONField(default=list)),
                    ('deletion_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='retention.deletionlist')),
                ],
                options={
                    'ordering': ['number'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('outcome__in', ['waiting', 'deleted'])), fields=('item',), name='a_thing_is_on_one_list'), models.UniqueConstraint(fields=('deletion_list', 'number'), name='a_number_is_one_things')],
                    'triggers': [pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.deletion_list_id ELSE NEW.deletion_list_id END\n            );\n            RETURN NULL;\n        ", hash='cf3c57275adb3032524f57f0c992fd42f90d6b31', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_90deb', table='retention_deletionitem', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')), pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='dd527323a58bc4170f7b42d117eb8cfc78cde567', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_4b999', table='retention_deletionitem', when='BEFORE')), pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func='IF OLD."deletion_list_id" IS DISTINCT FROM NEW."deletion_list_id" OR OLD."number" IS DISTINCT FROM NEW."number" OR OLD."table" IS DISTINCT FROM NEW."table" OR OLD."item" IS DISTINCT FROM NEW."item" OR OLD."item_reference" IS DISTINCT FROM NEW."item_reference" OR OLD."last_on" IS DISTINCT FROM NEW."last_on" OR OLD."is_protected" IS DISTINCT FROM NEW."is_protected" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;', hash='4b12a2b76e686ed17e69094645d86cee3db4847a', operation='UPDATE', pgid='pgtrigger_never_changed_66355', table='retention_deletionitem', when='BEFORE'))],
                },
            ),
        ),
        watchbook.audit_log.guard.InstallGuards(
        ),
    ]
