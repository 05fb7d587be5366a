"""Tables of foi, with what each demands and the guards that keep it."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import watchbook.audit_log.at_once
import watchbook.audit_log.guard
import watchbook.audit_log.identifiers
import watchbook.foi.words_of_entry


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
                name='Publication',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('reference', models.CharField(max_length=20)),
                    ('request_reference', models.CharField(max_length=20)),
                    ('edition', models.PositiveIntegerField(default=1)),
                    ('title', models.CharField(max_length=200)),
                    ('answers', models.JSONField()),
                    ('published_on', models.DateField()),
                    ('received_on', models.DateField()),
                    ('answered_on', models.DateField()),
                    ('due_on', models.DateField(null=True)),
                    ('licence', models.CharField(choices=[('ogl', 'Open Government Licence v3.0'), ('other', 'other terms')], max_length=5)),
                    ('licence_terms', models.TextField(blank=True)),
                    ('requester_is_out', models.BooleanField()),
                    ('persons_are_out', models.BooleanField()),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [
                        django.contrib.postgres.indexes.GinIndex(watchbook.foi.words_of_entry.WordsOfEntry('title'), fastupdate=False, name='words_of_publication')],
                    'ordering': ['reference', 'edition'],
                    'constraints': [
                        models.UniqueConstraint(fields=('reference', 'edition'), name='edition_of_a_publication'),
                        models.CheckConstraint(condition=models.Q(('persons_are_out', True), ('requester_is_out', True)), name='published_names_nobody')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='d019712d29336c593888be706a8d117071496b58', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_a020a', table='foi_publication', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='a407aea82c208029a1843fcbd34f513539d80c16', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_04d04', table='foi_publication', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='eb5e61e0dd521a7a8caed621fd3ab92c4544aceb', operation='UPDATE', pgid='pgtrigger_written_once_0c817', table='foi_publication', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Request',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('reference', models.CharField(max_length=20, unique=True)),
                    ('text', models.TextField()),
                    ('text_sha256', models.CharField(max_length=64)),
                    ('received_on', models.DateField()),
                    ('due_on', models.DateField(null=True)),
                    ('regime', models.CharField(choices=[('foia', 'Freedom of Information Act 2000'), ('eir', 'Environmental Information Regulations 2004'), ('foisa', 'Freedom of Information (Scotland) Act 2002'), ('eisr', 'Environmental Information (Scotland) Regulations 2004')], max_length=5)),
                    ('file_name', models.CharField(blank=True, max_length=200)),
                    ('file_sha256', models.CharField(blank=True, max_length=64)),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['-received_on', '-reference'], name='request_newest_first'), models.Index(fields=['due_on', 'reference'], name='request_by_due_date')],
                    'ordering': ['received_on', 'reference'],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='e3b99954d96bae0a6351e4d718dd95eaa477b4f6', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_d034a', table='foi_request', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='5d4c3f96176f7b8f385c245dd31e728f4038eae5', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_a369e', table='foi_request', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func="IF OLD.\"reference\" IS DISTINCT FROM NEW.\"reference\" OR OLD.\"text\" IS DISTINCT FROM NEW.\"text\" OR OLD.\"text_sha256\" "
                                                                                                                     "IS DISTINCT "
                                                                                                                     "FROM "
                                                                                                                     "NEW.\"text_sha256\" "
                                                                                                                     "OR "
                                                                                                                     "OLD.\"received_on\" "
                                                                                                                     "IS DISTINCT "
                                                                                                                     "FROM "
                                                                                                                     "NEW.\"received_on\" "
                                                                                                                     "OR "
                                                                                                                     "OLD.\"recorded_by_id\" "
                                                                                                                     "IS DISTINCT "
                                                                                                                     "FROM "
                                                                                                                     "NEW.\"recorded_by_id\" "
                                                                                                                     "OR "
                                                                                                                     "OLD.\"file_name\" "
                                                                                                                     "IS DISTINCT "
                                                                                                                     "FROM "
                                                                                                                     "NEW.\"file_name\" "
                                                                                                                     "OR "
                                                                                                                     "OLD.\"file_sha256\" "
                                                                                                                     "IS "
                                                                                                                     "DISTINCT FROM NEW.\"file_sha256\" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;", hash='444240c24662425efc3a050d5344103fc991e4cf', operation='UPDATE', pgid='pgtrigger_never_changed_a3560', table='foi_request', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Requester',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('name', models.CharField(max_length=200)),
                    ('address', models.TextField()),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='requester', to='foi.request')),
                ],
                options={
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.request_id ELSE NEW.request_id END
            );
            RETURN NULL;
        """, hash='3189a499de05d5442f65ef641c6c1da40ecbd5ce', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_31b7f', table='foi_requester', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='7e19d7783a8cac8c9b237253b51054d57a157e42', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_d6bf0', table='foi_requester', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='RequestQuestion',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('cut', models.PositiveIntegerField(default=1)),
                    ('kind', models.CharField(choices=[('question', 'question'), ('heading', 'heading'), ('other', 'other text')], default='question', max_length=8)),
                    ('position', models.PositiveIntegerField()),
                    ('number', models.CharField(max_length=40)),
                    ('marker', models.CharField(blank=True, max_length=60)),
                    ('start', models.PositiveIntegerField()),
                    ('end', models.PositiveIntegerField()),
                    ('likely', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, size=None)),
                    ('halves', models.PositiveSmallIntegerField(default=1)),
                    ('asks_from', models.DateField(null=True)),
                    ('asks_until', models.DateField(null=True)),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='foi.request')),
                ],
                options={
                    'ordering': ['cut', 'position'],
                    'constraints': [
                        models.UniqueConstraint(fields=('request', 'cut', 'position'), name='question_has_its_own_place'),
                        models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='question_is_not_empty')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.request_id ELSE NEW.request_id END
            );
            RETURN NULL;
        """, hash='deb627a453a9fb5b530cf712090712668ff914e0', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_4fe41', table='foi_requestquestion', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='8402b510470700efc3913c3295b87260381a5bb4', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_190c7', table='foi_requestquestion', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='66f2428afc78b2a513fe1bad24b47f49fcbe59ea', operation='UPDATE', pgid='pgtrigger_written_once_dcf92', table='foi_requestquestion', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Search',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('start', models.PositiveIntegerField()),
                    ('end', models.PositiveIntegerField()),
                    ('reference', models.CharField(max_length=20, unique=True)),
                    ('where', models.TextField()),
                    ('terms', models.TextField()),
                    ('searched_on', models.DateField()),
                    ('result', models.TextField()),
                    ('outcome', models.CharField(choices=[('HELD_SUPPLIED', 'found, and supplied'), ('HELD_LINK', 'found, and published at an address'), ('PARTLY', 'found in part'), ('NOT_HELD', 'searched for and not held'), ('NOT_APPLICABLE', 'does not apply'), ('EXPLANATION', 'explained')], max_length=16)),
                    ('answer', models.TextField()),
                    ('file_name', models.CharField(blank=True, max_length=200)),
                    ('file_sha256', models.CharField(blank=True, max_length=64)),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='foi.request')),
                    ('searched_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['recorded_at'],
                    'abstract': False,
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='search_has_a_place')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.request_id ELSE NEW.request_id END
            );
            RETURN NULL;
        """, hash='d36dc46662ae345c95ee52d728ff6977acb3eedb', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_a9217', table='foi_search', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='100f515522f3ca4ac3a75156db8c1ff1eae0881d', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_af0ae', table='foi_search', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='61eefc74dae1514b27903264e21dc8fd7af7f992', operation='UPDATE', pgid='pgtrigger_written_once_30833', table='foi_search', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='SentAnswer',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('sent_on', models.DateField(db_index=True)),
                    ('channel', models.CharField(choices=[('email', 'email'), ('post', 'post'), ('by_hand', 'by hand'), ('other', 'another way')], max_length=8)),
                    ('licence', models.CharField(choices=[('ogl', 'Open Government Licence v3.0'), ('other', 'other terms')], default='ogl', max_length=5)),
                    ('licence_terms', models.TextField(blank=True)),
                    ('licence_reason', models.TextField(blank=True)),
                    ('answers', models.JSONField()),
                    ('answers_sha256', models.CharField(max_length=64)),
                    ('html_sha256', models.CharField(max_length=64)),
                    ('docx_sha256', models.CharField(max_length=64)),
                    ('pdf_sha256', models.CharField(max_length=64)),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sent', to='foi.request')),
                ],
                options={
                    'ordering': ['sent_on', 'recorded_at'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('licence', 'ogl'), models.Q(models.Q(('licence_terms', ''), _negated=True), models.Q(('licence_reason', ''), _negated=True)), _connector='OR'), name='other_terms_have_a_reason')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.request_id ELSE NEW.request_id END
            );
            RETURN NULL;
        """, hash='ca2e4f8f3ddb603d5dd628a156abf7f6efcdf87d', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_46969', table='foi_sentanswer', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='71c20f050f18744a044bef045327fa3957ac276d', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_00666', table='foi_sentanswer', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='097fe3d7e3d1b9c7b09606dd7de17286dfd3d683', operation='UPDATE', pgid='pgtrigger_written_once_e08dd', table='foi_sentanswer', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='TopicChoice',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('start', models.PositiveIntegerField()),
                    ('end', models.PositiveIntegerField()),
                    ('half', models.PositiveSmallIntegerField(default=0)),
                    ('topic', models.CharField(blank=True, max_length=60)),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='foi.request')),
                ],
                options={
                    'ordering': ['recorded_at'],
                    'abstract': False,
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='topicchoice_has_a_place')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.request_id ELSE NEW.request_id END
            );
            RETURN NULL;
        """, hash='3212feafdd62768aaaee298694e5a45e503caef2', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_7831d', table='foi_topicchoice', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='2f7169c83ec271de303881002541a4c3be88aa3d', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_67eac', table='foi_topicchoice', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='5491f6acbfc36fe66a1a0120012d21b3c319c48a', operation='UPDATE', pgid='pgtrigger_written_once_85cef', table='foi_topicchoice', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Withdrawal',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('withdrawn_on', models.DateField()),
                    ('reason', models.TextField()),
                    ('publication', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='foi.publication')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='090457d1d45170a04e67de56d3611d5f35067a11', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_b3b42', table='foi_withdrawal', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='900827a91ddca9109a44110080dea56ec12c65dd', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_a1d8d', table='foi_withdrawal', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='774cb6e7d6e4db0d6004d3a93699dd3c8f1beeda', operation='UPDATE', pgid='pgtrigger_written_once_5811a', table='foi_withdrawal', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Wording',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('start', models.PositiveIntegerField()),
                    ('end', models.PositiveIntegerField()),
                    ('answer', models.TextField(blank=True)),
                    ('over_sha256', models.CharField(max_length=64)),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='foi.request')),
                ],
                options={
                    'ordering': ['recorded_at'],
                    'abstract': False,
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='wording_has_a_place')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.request_id ELSE NEW.request_id END
            );
            RETURN NULL;
        """, hash='63f094b36d3e9c34e0e62dc6ebe40cabbfcdd9a7', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_827f2', table='foi_wording', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='584222ba35f574220ddd0312c4ca4884513cc548', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_2e2fc', table='foi_wording', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='c01878c00cf8e4402fa64b6f0b19bedc714496b8', operation='UPDATE', pgid='pgtrigger_written_once_b2ad4', table='foi_wording', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='QuestionRefusal',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='foi.request')),
                    ('start', models.PositiveIntegerField()),
                    ('end', models.PositiveIntegerField()),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('exemption', models.CharField(max_length=20)),
                    ('scope', models.CharField(choices=[('withheld', 'We withhold all of the information'), ('partly', 'We give part of the information and withhold the rest'), ('neither', 'We neither confirm nor deny that we hold the information')], max_length=8)),
                    ('told', models.JSONField(default=dict)),
                    ('is_lifted', models.BooleanField(default=False)),
                ],
                options={
                    'ordering': ['recorded_at'],
                    'abstract': False,
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='questionrefusal_has_a_place')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.request_id ELSE NEW.request_id END
            );
            RETURN NULL;
        """, hash='0e34ebefc4a9efe568f074f367121668487a91b4', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_ea9f7', table='foi_questionrefusal', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='16f1cc02d2a0ef9caab6b6197f309966c1801a24', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_b1fbd', table='foi_questionrefusal', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='fcb13853f697e92fe7d6b3a324c6cb8c0f26841c', operation='UPDATE', pgid='pgtrigger_written_once_6bd17', table='foi_questionrefusal', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='RequestStep',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='foi.request')),
                    ('kind', models.CharField(choices=[('acknowledged', 'Acknowledge the request'), ('unclear', 'Ask the requester to clarify'), ('clarified', 'The requester clarified the request'), ('fee_asked', 'Ask for a fee'), ('fee_paid', 'The fee was paid'), ('extended', 'Take longer than the ordinary time'), ('transferred', 'Transfer the request to another authority, as the requester agreed'), ('held_elsewhere', 'Say that we do not hold the information, and which body does'), ('passed_on', 'Pass the request on within the authority: it is not about social media'), ('business', 'Answer as ordinary business: the request asks for no recorded information'), ('rights', "Deal with the request under data protection law: it asks for the requester’s own data"), ('withdrawn', 'The requester withdrew the request'), ('lapsed', 'The request lapsed: the requester did not send what we asked for'), ('reopened', 'Open the request again'), ('correction', 'Correct the answer that was sent'), ('supplement', 'Add to the answer that was sent'), ('review_asked', 'The requester asked for a review'), ('review_told', 'Give the outcome of the review'), ('welsh', 'Write our letters in Welsh, as the requester asked'), ('english', 'Write our letters in English again')], max_length=20)),
                    ('on', models.DateField()),
                    ('words', models.TextField(blank=True)),
                    ('until', models.DateField(null=True)),
                    ('html_sha256', models.CharField(blank=True, max_length=64)),
                    ('docx_sha256', models.CharField(blank=True, max_length=64)),
                    ('pdf_sha256', models.CharField(blank=True, max_length=64)),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['on', 'recorded_at'],
                    'indexes': [models.Index(fields=['kind', 'on'], name='step_by_kind')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.request_id ELSE NEW.request_id END
            );
            RETURN NULL;
        """, hash='8fc82ac6abc2c95c9458b2d6e9c780f85b086f17', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_43720', table='foi_requeststep', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='fb11933a133057c206c2477da7e1f024f9b0b183', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_eef25', table='foi_requeststep', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='b97f6e3a732181eda843cfd90b16f4c0b28bf38c', operation='UPDATE', pgid='pgtrigger_written_once_09dc6', table='foi_requeststep', when='BEFORE'))],
                },
            ),
        ),
        watchbook.audit_log.guard.InstallGuards(
        ),
    ]
