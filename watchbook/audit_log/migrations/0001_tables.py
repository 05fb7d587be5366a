"""Tables of audit log, with what each demands and the guards that keep it."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.lookups
import pgtrigger.compiler
from django.db import migrations, models

import watchbook.audit_log.guard
import watchbook.audit_log.identifiers
import watchbook.audit_log.models


class Migration(migrations.Migration):
    """Each table whole: columns, constraints, indexes and guards."""

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.RunSQL(
            sql='CREATE SEQUENCE audit_log_event_number',
            reverse_sql='DROP SEQUENCE audit_log_event_number',
        ),
        migrations.CreateModel(
            name='PublishedCheckpoint',
            fields=[
                ('on', models.DateField(primary_key=True, serialize=False)),
                ('key', models.TextField()),
                ('size', models.PositiveBigIntegerField()),
                ('note', models.TextField()),
                ('published_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='07662342fc0bda844eefca0d61e96b37b7244fdf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_217b5', table='audit_log_publishedcheckpoint', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='never_truncated', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='10733cccdad124589a941c88528a79a99c62a5d9', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_ef370', table='audit_log_publishedcheckpoint', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Cosignature',
            fields=[
                ('pk', models.CompositePrimaryKey('checkpoint_id', 'witness', blank=True, editable=False, primary_key=True, serialize=False)),
                ('witness', models.CharField(max_length=200)),
                ('key', models.TextField(default='')),
                ('line', models.TextField()),
                ('at', models.DateTimeField()),
                ('checkpoint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='audit_log.publishedcheckpoint')),
            ],
            options={
                'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='6097d35dda25e1a9740d7c99d86a16f005021e65', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_53558', table='audit_log_cosignature', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='never_truncated', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='c86c0e8def47bfbed475d91b2dd053ea462a09ef', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_c5acc', table='audit_log_cosignature', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('subject_table', models.CharField(max_length=80)),
                ('subject_id', models.UUIDField()),
                ('by', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('fields', models.JSONField()),
                ('commitment', models.BinaryField()),
                ('transaction', watchbook.audit_log.models.TransactionId(db_default=watchbook.audit_log.models.CurrentTransactionId(), editable=False)),
                ('number', models.BigIntegerField(db_default=watchbook.audit_log.models.NextNumber(), editable=False)),
            ],
            options={
                'indexes': [
                    models.Index(fields=['subject_id', 'recorded_at'], name='event_of_subject'),
                    django.contrib.postgres.indexes.BrinIndex(fields=['recorded_at'], name='event_by_moment'),
                    models.Index(fields=['-number'], name='event_by_number')],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(models.Func('commitment', function='octet_length', output_field=models.IntegerField()), 32)), name='event_commitment_is_32_bytes')],
                'triggers': [
                    pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='6f7a0a407ba81e69732e5a3471262fda8f7bbd00', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_22639', table='audit_log_event', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='append_only', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='b38506fe2148a02b08a9775ae75928ec2f1776e8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_309fa', table='audit_log_event', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='never_truncated', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='ad3aa3a0a2385f731e4858ae62d468e2a924a192', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_690fa', table='audit_log_event', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Installation',
            fields=[
                ('only', models.BooleanField(default=True, primary_key=True, serialize=False)),
                ('mode', models.CharField(choices=[('production', 'production'), ('demo', 'demonstration'), ('test', 'test')], max_length=10)),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('only', True)), name='installation_is_one_row'),
                    models.CheckConstraint(condition=models.Q(('mode__in', ['production', 'demo', 'test'])), name='installation_mode_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Leaf',
            fields=[
                ('index', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ('event_id', models.UUIDField(unique=True)),
                ('leaf', models.BinaryField()),
            ],
            options={
                'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='3306001095ce58bd2992b799b6af089ef43f3891', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_274b9', table='audit_log_leaf', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='never_truncated', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='adb0212efb95fa1e2848a8101b7b4ca0416b666a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_4c854', table='audit_log_leaf', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Pending',
            fields=[
                ('event_id', models.UUIDField(primary_key=True, serialize=False)),
                ('leaf', models.BinaryField()),
                ('number', models.BigIntegerField()),
                ('since', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(models.Func('leaf', function='octet_length', output_field=models.IntegerField()), 49)), name='pending_leaf_is_49_bytes')],
            },
        ),
        migrations.CreateModel(
            name='RegisterCounter',
            fields=[
                ('register', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('last', models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='SealedLog',
            fields=[
                ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                ('only', models.BooleanField(default=True, unique=True)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('hashes', models.BinaryField(default=b'')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('only', True)), name='sealedlog_is_one_row')],
                'triggers': [
                    pgtrigger.compiler.Trigger(name='only_grows', sql=watchbook.audit_log.guard.GuardSql(func="""
            IF TG_OP = 'DELETE' OR NOT (NEW.id = OLD.id AND NEW.size > OLD.size)
            THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF;
            RETURN NEW;
        """, hash='771974dc5f9541b5efab5de00f2fbae73d768384', operation='UPDATE OR DELETE', pgid='pgtrigger_only_grows_3e672', table='audit_log_sealedlog', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='never_truncated', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='b60bf9c670e3fe1b446f065174b99f19905f54af', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_84dba', table='audit_log_sealedlog', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='SignedCheckpoint',
            fields=[
                ('size', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ('note', models.TextField()),
                ('signed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='26ffcfdf308d89ee140e11a597b932568acf3159', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5d2c1', table='audit_log_signedcheckpoint', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='never_truncated', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='23b10610d8dbd7b65ea90106420f06a6c56930ab', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_539db', table='audit_log_signedcheckpoint', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Tile',
            fields=[
                ('pk', models.CompositePrimaryKey('level', 'index', blank=True, editable=False, primary_key=True, serialize=False)),
                ('level', models.PositiveSmallIntegerField()),
                ('index', models.PositiveBigIntegerField()),
                ('content', models.BinaryField()),
            ],
            options={
                'triggers': [
                    pgtrigger.compiler.Trigger(name='only_grows', sql=watchbook.audit_log.guard.GuardSql(func="""
            IF TG_OP = 'DELETE' OR NOT (NEW.level = OLD.level AND NEW.index = OLD.index AND substring(NEW.content FOR octet_length(OLD.content)) = OLD.content)
            THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF;
            RETURN NEW;
        """, hash='47bac4746a5bacb71ff881d89ce698ac1e6f4510', operation='UPDATE OR DELETE', pgid='pgtrigger_only_grows_d6955', table='audit_log_tile', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='never_truncated', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='7cc0072fcb54b2d05e761a89b5f1670cc00b0e84', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_323d7', table='audit_log_tile', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='TimestampToken',
            fields=[
                ('pk', models.CompositePrimaryKey('checkpoint_id', 'authority', blank=True, editable=False, primary_key=True, serialize=False)),
                ('authority', models.CharField(max_length=80)),
                ('token', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('checkpoint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='audit_log.publishedcheckpoint')),
            ],
            options={
                'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='7aeb43ff6f2f3b697d1447c6cee9d717c97a3b96', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3bcc2', table='audit_log_timestamptoken', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='never_truncated', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='4fb08375699ed941d7e04f4b6124886b0d8dca96', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_0f345', table='audit_log_timestamptoken', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='EventSecret',
            fields=[
                ('event', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to='audit_log.event')),
                ('seed', models.BinaryField()),
                ('hashes', models.JSONField(default=dict)),
                ('sealed', models.BinaryField(default=bytes)),
            ],
            options={
                'triggers': [
                    pgtrigger.compiler.Trigger(name='never_deleted', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='2deb81fac72c899695598c244d4561e16f6492bc', operation='DELETE', pgid='pgtrigger_never_deleted_0032c', table='audit_log_eventsecret', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='never_truncated', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='30f2ac559d79e9cb35050791a1c41be88db2e338', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_aa31c', table='audit_log_eventsecret', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='only_erased', sql=watchbook.audit_log.guard.GuardSql(func="""
            IF OLD.event_id <> NEW.event_id OR OLD.seed <> NEW.seed OR OLD.hashes <> NEW.hashes
                OR octet_length(OLD.sealed) = 0 OR octet_length(NEW.sealed) <> 0
            THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF;
            RETURN NEW;
        """, hash='36ad3bb439f301df7db8c02b3b98e73ffb5004bc', operation='UPDATE', pgid='pgtrigger_only_erased_78b3c', table='audit_log_eventsecret', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(TG_TABLE_NAME::text, NEW.event_id);
            RETURN NULL;
        """, hash='63e1f2092bcaeaa5bae316d646d48a5af140d6da', operation='UPDATE', pgid='pgtrigger_needs_event_b8d25', table='audit_log_eventsecret', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER'))],
            },
        ),
        watchbook.audit_log.guard.InstallGuards(
        ),
    ]
