"""Tables of investigations, with what each demands and the guards that keep it."""

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
        ('organisation', '0001_tables'),
        ('organisation', '__first__'),
    ]

    operations = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.CreateModel(
                name='Investigation',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('reference', models.CharField(max_length=20, unique=True)),
                    ('offence', models.CharField(blank=True, default='', max_length=80)),
                    ('state', models.CharField(choices=[('open', 'open'), ('closed', 'closed')], default='open', max_length=10)),
                    ('opened_on', models.DateField()),
                    ('closed_on', models.DateField(blank=True, null=True)),
                    ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.service')),
                ],
                options={
                    'ordering': ['-reference'],
                    'indexes': [
                        models.Index(fields=['closed_on', 'id'], name='investigation_closed')],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(models.Q(('closed_on', None), ('state', 'open')), models.Q(('closed_on__isnull', False), ('state', 'closed')), _connector='OR'), name='investigation_closed_has_its_day'),
                        models.CheckConstraint(condition=models.Q(('closed_on', None), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='investigation_closes_after_it_opened'),
                        models.CheckConstraint(condition=models.Q(('offence__regex', '^[a-z0-9][a-z0-9_.-]*$|^$')), name='investigation_offence_is_an_id')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='7989a86be6830c65c8aea3fbbcf17fb94e718b9e', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_92e2c', table='investigations_investigation', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='d59223e791acdd5d21ad089c3df4c2a3a7e60177', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_03d69', table='investigations_investigation', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func='IF OLD."reference" IS DISTINCT FROM NEW."reference" OR OLD."opened_by_id" IS DISTINCT FROM NEW."opened_by_id" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;', hash='62c6275ba5acf7de1bbe337c259bad08706ceefb', operation='UPDATE', pgid='pgtrigger_never_changed_27922', table='investigations_investigation', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='BreakGlass',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('opened_at', models.DateTimeField()),
                    ('ends_at', models.DateTimeField()),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('investigation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='break_glass', to='investigations.investigation')),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['recorded_at'], name='broken_glass_by_moment')],
                    'ordering': ['-opened_at'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('opened_at'))), name='break_glass_ends_after_it_opened'),
                        models.CheckConstraint(condition=models.Q(('closed_at', None), models.Q(('closed_at__gte', models.F('opened_at')), ('closed_at__lt', models.F('ends_at'))), _connector='OR'), name='break_glass_is_closed_while_it_runs')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='21eb28368ed91f1b8e5e036644bda255c52f4c88', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_c3d0b', table='investigations_breakglass', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='bbb0de0d62c7e43a03fad11b77ef541c55eeadbf', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_4e888', table='investigations_breakglass', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func='IF OLD."investigation_id" IS DISTINCT FROM NEW."investigation_id" OR OLD."opened_by_id" IS DISTINCT FROM NEW."opened_by_id" OR OLD."opened_at" IS DISTINCT FROM NEW."opened_at" OR OLD."ends_at" IS DISTINCT FROM NEW."ends_at" OR OLD."envelope" IS DISTINCT FROM NEW."envelope" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;', hash='0a358f96ab5b7a256b6d474b2891f9f67df91696', operation='UPDATE', pgid='pgtrigger_never_changed_964a0', table='investigations_breakglass', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='closed_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            IF OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at
            THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF;
            RETURN NEW;
        """, hash='62fde9570396b7197b15a65b4b2f83b13ac6615d', operation='UPDATE', pgid='pgtrigger_closed_once_2cc94', table='investigations_breakglass', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='NeedToKnow',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('removed_at', models.DateTimeField(blank=True, null=True)),
                    ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('investigation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='need_to_know', to='investigations.investigation')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['recorded_at'],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('investigation', 'person'), name='need_to_know_once_at_a_time'),
                        models.CheckConstraint(condition=models.Q(models.Q(('removed_at', None), ('removed_by', None)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False)), _connector='OR'), name='need_to_know_removed_has_remover')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.investigation_id ELSE NEW.investigation_id END
            );
            RETURN NULL;
        """, hash='9d832b187f5f0d3cbaeca492d66704339d671652', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_85f8a', table='investigations_needtoknow', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='51bfad545efc006164444fc1345dda036537efae', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_e1f5b', table='investigations_needtoknow', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func='IF OLD."investigation_id" IS DISTINCT FROM NEW."investigation_id" OR OLD."person_id" IS DISTINCT FROM NEW."person_id" OR OLD."added_by_id" IS DISTINCT FROM NEW."added_by_id" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;', hash='36e0ec06de87700f11d64f4ff7f9b33167f119a1', operation='UPDATE', pgid='pgtrigger_never_changed_fc5f1', table='investigations_needtoknow', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Subject',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('number', models.PositiveSmallIntegerField()),
                    ('kind', models.CharField(choices=[('person', 'person'), ('group', 'group of people'), ('organisation', 'organisation'), ('place', 'place'), ('event', 'event')], max_length=12)),
                    ('people', models.PositiveIntegerField(blank=True, null=True)),
                    ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('investigation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='subjects', to='investigations.investigation')),
                ],
                options={
                    'ordering': ['number'],
                    'constraints': [
                        models.UniqueConstraint(fields=('investigation', 'number'), name='subject_number_is_one_subjects'),
                        models.CheckConstraint(condition=models.Q(models.Q(('kind', 'person'), _negated=True), ('people', 1), _connector='OR'), name='subject_person_is_one')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='4e5bcb1d2a6b5f1c095222693c856166c10235c0', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_14712', table='investigations_subject', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='5bd51e1acccc822f475ca0708f58e622c48cde96', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_68b73', table='investigations_subject', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func='IF OLD."investigation_id" IS DISTINCT FROM NEW."investigation_id" OR OLD."number" IS DISTINCT FROM NEW."number" OR OLD."added_by_id" IS DISTINCT FROM NEW."added_by_id" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;', hash='de52b3a20d75a040cf5169da701e9529e7d18d19', operation='UPDATE', pgid='pgtrigger_never_changed_ed19b', table='investigations_subject', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Note',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('investigation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='investigations.investigation')),
                    ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('subject', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='investigations.subject')),
                ],
                options={
                    'ordering': ['recorded_at'],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='d6df6a286850147576bc070c2770bbd6ea67c25d', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_bf8f8', table='investigations_note', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='4767fba742ac8efcac7b9b0e172d5642b92be0f8', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_ac52f', table='investigations_note', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='afeec03a0baf419185f0a1ce4ccdc939934a0215', operation='UPDATE', pgid='pgtrigger_written_once_6ccb1', table='investigations_note', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Account',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('platform', models.CharField(max_length=20)),
                    ('basis', models.CharField(blank=True, choices=[('linked', 'one account links to the other'), ('same_details', 'the same name, pictures or contact details'), ('told', 'the person, or somebody who knows them, said so'), ('records', 'the authority’s own records'), ('other', 'something else')], default='', max_length=12)),
                    ('parted_at', models.DateTimeField(blank=True, null=True)),
                    ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('parted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='investigations.subject')),
                ],
                options={
                    'ordering': ['recorded_at'],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('basis', ''), ('parted_at', None)), fields=('subject',), name='account_first_of_a_subject_is_one'),
                        models.CheckConstraint(condition=models.Q(('platform__regex', '^[a-z][a-z0-9_]*$')), name='account_platform_is_an_id'),
                        models.CheckConstraint(condition=models.Q(models.Q(('parted_at', None), ('parted_by', None)), models.Q(('parted_at__isnull', False), ('parted_by__isnull', False)), _connector='OR'), name='account_parted_says_by_whom')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='f8c1492bf7e7e7e929c4d785d4c12b9cf25bc0f9', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_c7acb', table='investigations_account', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='4018c702389d9cd9be9d80d7abfa414eb0590f49', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_02227', table='investigations_account', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func='IF OLD."subject_id" IS DISTINCT FROM NEW."subject_id" OR OLD."platform" IS DISTINCT FROM NEW."platform" OR OLD."basis" IS DISTINCT FROM NEW."basis" OR OLD."added_by_id" IS DISTINCT FROM NEW."added_by_id" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;', hash='d1395120fbd1cb3088dec0c9a8bb53e9d010dda8', operation='UPDATE', pgid='pgtrigger_never_changed_43131', table='investigations_account', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='BreakGlassAcknowledgement',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('acknowledged_at', models.DateTimeField()),
                    ('acknowledged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('break_glass', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgements', to='investigations.breakglass')),
                ],
                options={
                    'ordering': ['acknowledged_at'],
                    'constraints': [
                        models.UniqueConstraint(fields=('break_glass', 'acknowledged_by'), name='break_glass_is_acknowledged_once_by_each')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.break_glass_id ELSE NEW.break_glass_id END
            );
            RETURN NULL;
        """, hash='d2b2b08a7139400fd0cb8281b25deddab0bb4a19', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_9540e', table='investigations_breakglassacknowledgement', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='4b7c5889209a853be3504db9d30cc7da66fbd5ec', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_3f045', table='investigations_breakglassacknowledgement', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='1901dfcf7370592864b72f08d62b8e36250e037d', operation='UPDATE', pgid='pgtrigger_written_once_bd334', table='investigations_breakglassacknowledgement', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='never_their_own', sql=watchbook.audit_log.guard.GuardSql(func="""
            IF EXISTS (
                SELECT FROM investigations_breakglass
                WHERE id = NEW.break_glass_id AND opened_by_id = NEW.acknowledged_by_id
            ) THEN
                RAISE EXCEPTION USING ERRCODE = 'check_violation',
                    MESSAGE = 'whoever broke the glass does not acknowledge that they were told';
            END IF;
            RETURN NEW;
        """, hash='4f68699ee145e5e0af977c85da087128a00d8f58', operation='INSERT', pgid='pgtrigger_never_their_own_5941e', table='investigations_breakglassacknowledgement', when='BEFORE'))],
                },
            ),
        ),
        watchbook.audit_log.guard.InstallGuards(
        ),
    ]
