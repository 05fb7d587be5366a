"""Tables of rights requests and complaints, what each demands, the guards that keep it, and who may delete rows."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import watchbook.audit_log.at_once
import watchbook.audit_log.guard
import watchbook.audit_log.identifiers
from django.conf import settings
from django.db import migrations, models

from watchbook.retention.legal_hold.guard import guard_holds


APP = f'"{settings.DATABASE_ROLES["app"]}"'
TABLES = {
    "retention_rightsrequest": ("id",),
    "retention_rightsstep": ("request_id",),
    "retention_subjectsearch": ("request_id",),
    "retention_processingpurpose": ("request_id",),
    "retention_founditem": ("request_id",),
    "retention_complaint": ("id",),
    "retention_complaintstep": ("complaint_id",),
}
NAMES = ", ".join(TABLES)


class Migration(migrations.Migration):
    """Each table whole; the app role may delete rows for disposal, but none under legal hold."""

    dependencies = [
        ('retention', '0003_holds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.CreateModel(
                name='Complaint',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('reference', models.CharField(max_length=20, unique=True)),
                    ('received_on', models.DateField()),
                    ('channel', models.CharField(choices=[('form', 'our online form'), ('email', 'email'), ('letter', 'letter'), ('telephone', 'telephone'), ('in_person', 'in person')], max_length=10)),
                    ('request_reference', models.CharField(blank=True, default='', max_length=20)),
                    ('state', models.CharField(choices=[('received', 'received, to be acknowledged'), ('acknowledged', 'acknowledged, being looked into'), ('closed', 'person told the outcome')], default='received', max_length=12)),
                    ('outcome', models.CharField(blank=True, choices=[('upheld', 'You were right'), ('partly', 'You were right in part'), ('not_upheld', 'We found nothing wrong')], default='', max_length=10)),
                    ('closed_on', models.DateField(blank=True, null=True)),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [
                        models.Index(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(('request_reference', ''), _negated=True)), fields=['request_reference'], name='complaint_about_request'),
                        models.Index(fields=['received_on', 'reference'], name='complaint_by_receipt'),
                        models.Index(condition=models.Q(('closed_on__isnull', False)), fields=['closed_on', 'id'], name='complaint_closed')],
                    'ordering': ['-received_on', '-recorded_at'],
                },
            ),
            migrations.CreateModel(
                name='ComplaintStep',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('kind', models.CharField(max_length=20)),
                    ('on', models.DateField()),
                    ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='retention.complaint')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['on', 'recorded_at'],
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='RightsRequest',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('reference', models.CharField(max_length=20, unique=True)),
                    ('rights', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('access', 'a copy of the data (access)'), ('rectification', 'correction of wrong data (rectification)'), ('erasure', 'deletion of the data (erasure)'), ('restriction', 'a limit on use: data kept but not used (restriction)'), ('objection', 'an end to the use of the data (objection)')], max_length=14))),
                    ('received_on', models.DateField()),
                    ('state', models.CharField(choices=[('open', 'open'), ('identity', 'waiting for proof of identity'), ('unclear', 'waiting for clarification'), ('answered', 'answered'), ('ended', 'ended without an answer')], default='open', max_length=10)),
                    ('closed_on', models.DateField(blank=True, null=True)),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['received_on', 'reference'], name='rights_request_by_receipt'),
                        models.Index(condition=models.Q(('closed_on__isnull', False)), fields=['closed_on', 'id'], name='rights_request_closed')],
                    'ordering': ['-received_on', '-recorded_at'],
                },
            ),
            migrations.CreateModel(
                name='ProcessingPurpose',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('number', models.PositiveSmallIntegerField()),
                    ('has_function', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('unknown', 'Not known yet')], max_length=7)),
                    ('is_against_crime', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('unknown', 'Not known yet')], max_length=7)),
                    ('regime', models.CharField(blank=True, choices=[('uk_gdpr', 'UK GDPR and Part 2 of the Data Protection Act 2018'), ('part_3', 'Part 3 of the Data Protection Act 2018 (law enforcement)')], default='', max_length=7)),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='retention.rightsrequest')),
                ],
                options={
                    'ordering': ['number'],
                },
            ),
            migrations.CreateModel(
                name='FoundItem',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('number', models.PositiveSmallIntegerField()),
                    ('is_protected', models.BooleanField()),
                    ('told_about', models.UUIDField()),
                    ('table', models.CharField(max_length=60)),
                    ('thing', models.UUIDField()),
                    ('thing_reference', models.CharField(max_length=60)),
                    ('decision', models.CharField(blank=True, choices=[('give', 'give a copy'), ('correct', 'correct the record'), ('erase', 'erase the record'), ('restrict', ""
                                                                                                                                                                               "keep "
                                                                                                                                                                               "the "
                                                                                                                                                                               "record "
                                                                                                                                                                               "as "
                                                                                                                                                                               "evidence "
                                                                                                                                                                               "or "
                                                                                                                                                                               "while "
                                                                                                                                                                               "it "
                                                                                                                                                                               "is "
                                                                                                                                                                               "in "
                                                                                                                                                                               "dispute, "
                                                                                                                                                                               "and "
                                                                                                                                                                               "restrict "
                                                                                                                                                                               "it"), ('refuse', 'refuse'), ('neither', 'neither confirm nor deny that we hold the record'), ('not_theirs', 'the record is not about this person')], default='', max_length=10)),
                    ('ground', models.CharField(blank=True, default='', max_length=20)),
                    ('decided_on', models.DateField(blank=True, null=True)),
                    ('lifted_on', models.DateField(blank=True, null=True)),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('purpose', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='retention.processingpurpose')),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='retention.rightsrequest')),
                ],
                options={
                    'indexes': [
                        models.Index(condition=models.Q(('decision', ''), ('is_protected', True)), fields=['recorded_at', 'id'], name='found_item_undecided'),
                        models.Index(condition=models.Q(('is_protected', True), models.Q(('decision', ''), _negated=True)), fields=['recorded_at', 'id'], name='found_item_decided')],
                    'ordering': ['number'],
                },
            ),
            migrations.CreateModel(
                name='RightsStep',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('kind', models.CharField(max_length=20)),
                    ('on', models.DateField()),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='retention.rightsrequest')),
                ],
                options={
                    'ordering': ['on', 'recorded_at'],
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='SubjectSearch',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('envelope', models.BinaryField()),
                    ('parts', models.JSONField()),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='retention.rightsrequest')),
                    ('searched_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['request', 'recorded_at'], name='subject_search_of_request')],
                    'ordering': ['recorded_at'],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='complaint',
                trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END\n            );\n            RETURN NULL;\n        ", hash='6640a5b0dd9554b9103255e27f53528c3fa18c40', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_0798c', table='retention_complaint', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='complaint',
                trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='3525782193102b6bb2bfc552e039dd37ed5dcf79', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_e01ac', table='retention_complaint', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='complaint',
                trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func='IF OLD."reference" IS DISTINCT FROM NEW."reference" OR OLD."received_on" IS DISTINCT FROM NEW."received_on" OR OLD."channel" IS DISTINCT FROM NEW."channel" OR OLD."recorded_by_id" IS DISTINCT FROM NEW."recorded_by_id" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;', hash='36d1f69cb21f6861ddd737f6101da038c463fac8', operation='UPDATE', pgid='pgtrigger_never_changed_a74cd', table='retention_complaint', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='complaintstep',
                trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.complaint_id ELSE NEW.complaint_id END\n            );\n            RETURN NULL;\n        ", hash='fdeaf912e093f48adad047d4d87f5be509587262', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_f51b6', table='retention_complaintstep', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='complaintstep',
                trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='299e8b863f08ccf3d91ecb5c710b6f6480f0e1ce', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_817a4', table='retention_complaintstep', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='complaintstep',
                trigger=pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func='\n            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);\n            RETURN NULL;\n        ', hash='1d347ba7ae6eea519e73b4dd4fa6b9f6790e746b', operation='UPDATE', pgid='pgtrigger_written_once_95cd4', table='retention_complaintstep', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='rightsrequest',
                trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END\n            );\n            RETURN NULL;\n        ", hash='fd2b8dd8f49a86699df366418e51677a3ca4855e', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_94779', table='retention_rightsrequest', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='rightsrequest',
                trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='5d5350d05fbfac1ba5f787ab045716f878c795f3', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_83561', table='retention_rightsrequest', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='rightsrequest',
                trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func='IF OLD."reference" IS DISTINCT FROM NEW."reference" OR OLD."rights" IS DISTINCT FROM NEW."rights" OR OLD."received_on" IS DISTINCT FROM NEW."received_on" OR OLD."recorded_by_id" IS DISTINCT FROM NEW."recorded_by_id" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;', hash='a3acd20187a1a24c0596af4334349217db9b898f', operation='UPDATE', pgid='pgtrigger_never_changed_21d54', table='retention_rightsrequest', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='processingpurpose',
                trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.request_id ELSE NEW.request_id END\n            );\n            RETURN NULL;\n        ", hash='d9803768719e026f9f09625dae56c64be298b460', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_573c4', table='retention_processingpurpose', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='processingpurpose',
                trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='78d58fa799d08bf7212b7d05ffe5e2abb8b82fde', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_86e17', table='retention_processingpurpose', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='processingpurpose',
                trigger=pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func='\n            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);\n            RETURN NULL;\n        ', hash='4468f124c03a5c1e95da0e55ad1a9d75853a15e0', operation='UPDATE', pgid='pgtrigger_written_once_f5e60', table='retention_processingpurpose', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='founditem',
                trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.told_about ELSE NEW.told_about END\n            );\n            RETURN NULL;\n        ", hash='70ca3c89c37abdb89cce9fde58d185bcd82db815', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_f6e36', table='retention_founditem', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='founditem',
                trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='aedd5fe549e14db3f7d2c4a9a403ec776aa224e4', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_ba18c', table='retention_founditem', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='founditem',
                trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func='IF OLD."request_id" IS DISTINCT FROM NEW."request_id" OR OLD."number" IS DISTINCT FROM NEW."number" OR OLD."is_protected" IS DISTINCT FROM NEW."is_protected" OR OLD."told_about" IS DISTINCT FROM NEW."told_about" OR OLD."table" IS DISTINCT FROM NEW."table" OR OLD."thing" IS DISTINCT FROM NEW."thing" OR OLD."thing_reference" IS DISTINCT FROM NEW."thing_reference" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;', hash='6165c443cac9bdd5e85f6800b889b988aef745dc', operation='UPDATE', pgid='pgtrigger_never_changed_b154e', table='retention_founditem', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='rightsstep',
                trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.request_id ELSE NEW.request_id END\n            );\n            RETURN NULL;\n        ", hash='4c51ec278dec0decd11f51fdf262d41be6031bc0', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_e97b7', table='retention_rightsstep', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='rightsstep',
                trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='92eade37cc97d590b70ea9664a44255d8881f752', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_5a7eb', table='retention_rightsstep', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='rightsstep',
                trigger=pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func='\n            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);\n            RETURN NULL;\n        ', hash='7b0ff2bdce4cbf3ce9899f5e51682060a8b1750d', operation='UPDATE', pgid='pgtrigger_written_once_34563', table='retention_rightsstep', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='subjectsearch',
                trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.request_id ELSE NEW.request_id END\n            );\n            RETURN NULL;\n        ", hash='0bbf8bf7afa666b577aff138eb7050188d697273', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_e360b', table='retention_subjectsearch', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='subjectsearch',
                trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='ed1ef32f4a97aa0c2f857817f4b397a258379c68', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_e44dd', table='retention_subjectsearch', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='subjectsearch',
                trigger=pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func='\n            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);\n            RETURN NULL;\n        ', hash='92f5f169fe941616592b3102d315c1d466a083a9', operation='UPDATE', pgid='pgtrigger_written_once_f3022', table='retention_subjectsearch', when='BEFORE')),
            ),
        ),
        watchbook.audit_log.at_once.AtOnce(
            migrations.AddConstraint(
                model_name='complaint',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', False), ('state', 'closed'), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_on', None), ('outcome', '')), _connector='OR'), name='complaint_closed_has_its_outcome'),
            ),
            migrations.AddConstraint(
                model_name='complaintstep',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['acknowledged', 'enquired', 'progress_told', 'outcome_told'])), name='complaint_step_is_known'),
            ),
            migrations.AddConstraint(
                model_name='rightsrequest',
                constraint=models.CheckConstraint(condition=models.Q(('rights__len', 0), _negated=True), name='rights_request_uses_a_right'),
            ),
            migrations.AddConstraint(
                model_name='rightsrequest',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', False), ('state__in', ('answered', 'ended'))), models.Q(models.Q(('state__in', ('answered', 'ended')), _negated=True), ('closed_on', None)), _connector='OR'), name='rights_request_closed_has_its_day'),
            ),
            migrations.AddConstraint(
                model_name='processingpurpose',
                constraint=models.UniqueConstraint(fields=('request', 'number'), name='purpose_number_is_one_requests'),
            ),
            migrations.AddIndex(
                model_name='founditem',
                index=models.Index(fields=['thing'], name='found_item_thing'),
            ),
            migrations.AddConstraint(
                model_name='founditem',
                constraint=models.UniqueConstraint(fields=('request', 'thing'), name='found_item_is_once_a_requests'),
            ),
            migrations.AddConstraint(
                model_name='founditem',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by', None), ('decided_on', None), ('decision', ''), ('ground', ''), ('lifted_on', None)), models.Q(models.Q(('decision', ''), _negated=True), ('decided_by__isnull', False), ('decided_on__isnull', False)), _connector='OR'), name='found_item_decided_says_by_whom_and_when'),
            ),
            migrations.AddConstraint(
                model_name='founditem',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision__in', ['', 'not_theirs']), ('ground', '')), models.Q(models.Q(('decision', ''), _negated=True), models.Q(('ground', ''), _negated=True), models.Q(('purpose__isnull', False), ('is_protected', True), _connector='OR')), _connector='OR'), name='found_item_rests_on_a_ground'),
            ),
            migrations.AddConstraint(
                model_name='founditem',
                constraint=models.CheckConstraint(condition=models.Q(('lifted_on', None), ('decision', 'restrict'), _connector='OR'), name='found_item_lifted_was_restricted'),
            ),
            migrations.AddConstraint(
                model_name='rightsstep',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['acknowledged', 'identity_asked', 'identified', 'clarification_asked', 'clarified', 'extended', 'answered', 'answered_further', 'recipient_told', 'recipient_not_told', 'withdrawn'])), name='rights_step_is_known'),
            ),
        ),
        migrations.RunSQL(f"GRANT DELETE ON {NAMES} TO {APP}", f"REVOKE DELETE ON {NAMES} FROM {APP}"),
        guard_holds(TABLES),
    ]
