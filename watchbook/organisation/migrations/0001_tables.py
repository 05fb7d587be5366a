"""Tables of organisation, with what each demands and the guards that keep it."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
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
    ]

    operations = [
        watchbook.audit_log.at_once.AtOnce(
            migrations.CreateModel(
                name='Service',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('name', models.CharField(max_length=80, unique=True)),
                    ('closed_on', models.DateField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['name'],
                    'abstract': False,
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='e2d55c056ff29e0f5f94c7baabbfad5f1f6a4761', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_069a8', table='organisation_service', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='a07f1c274eec1d6f8cc811ec9fdeeda7699e7caf', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_170b8', table='organisation_service', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Person',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('email', models.EmailField(max_length=254, unique=True)),
                    ('name', models.CharField(max_length=80)),
                    ('is_active', models.BooleanField(default=True)),
                    ('is_system', models.BooleanField(default=False, editable=False)),
                    ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='organisation.service')),
                ],
                options={
                    'ordering': ['name'],
                    'indexes': [
                        models.Index(fields=['name'], name='person_by_name'),
                        models.Index(condition=models.Q(('is_active', False)), fields=['id'], name='account_closed')],
                    'constraints': [
                        models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='person_email_is_one_persons'),
                        models.UniqueConstraint(condition=models.Q(('is_system', True)), fields=('is_system',), name='one_system_person')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='5fb456701510722fe059129dc3d32a5c641765a7', operation='INSERT OR UPDATE OF "email", "name", "service_id", "is_active", "is_system" OR DELETE', pgid='pgtrigger_needs_event_c0eb9', table='organisation_person', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='password_needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            IF OLD.password IS DISTINCT FROM NEW.password THEN
                PERFORM audit_log_require_event(TG_TABLE_NAME::text, NEW.id, ARRAY['sign_in.password_set'], ARRAY['person.emptied']);
            END IF;
            RETURN NULL;
        """, hash='693b3c9102ad0889caae9acc1609f4888de33dc1', operation='UPDATE OF "password"', pgid='pgtrigger_password_needs_event_31e5f', table='organisation_person', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='a66af4ab0893f463307ce5b404ffdbc650dfe750', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_639e3', table='organisation_person', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Duty',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('kind', models.CharField(choices=[('investigator', 'investigator'), ('line_manager', 'line manager'), ('ripa_coordinator', 'RIPA co-ordinator'), ('authorising_officer', 'authorising officer'), ('head_of_paid_service', 'head of paid service'), ('senior_responsible_officer', 'senior responsible officer'), ('solicitor', 'solicitor'), ('information_officer', 'information officer'), ('data_protection_officer', 'data protection officer'), ('internal_auditor', 'internal auditor'), ('inspector', 'inspector (IPCO)'), ('elected_member', 'elected member'), ('records_manager', 'records manager'), ('system_administrator', 'system administrator')], max_length=30)),
                    ('state', models.CharField(choices=[('proposed', 'proposed'), ('granted', 'granted'), ('declined', 'declined'), ('ended', 'ended')], default='proposed', max_length=10)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('decided_at', models.DateTimeField(blank=True, null=True)),
                    ('founding_seat', models.PositiveSmallIntegerField(blank=True, null=True, unique=True)),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to=settings.AUTH_USER_MODEL)),
                    ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='organisation.service')),
                ],
                options={
                    'ordering': ['kind', 'from_on'],
                    'abstract': False,
                    'indexes': [
                        models.Index(fields=['person', 'state'], name='duty_of_person')],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='duty_ends_after_it_begins'),
                        models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('person')), _negated=True), _connector='OR'), name='duty_not_granted_by_its_holder'),
                        models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='duty_granted_by_a_second_person'),
                        models.CheckConstraint(condition=models.Q(('state', 'proposed'), ('founding_seat__isnull', False), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='duty_decided_has_decider'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state', 'ended'), _negated=True), models.Q(('ended_by__isnull', False), ('until_on__isnull', False)), _connector='OR'), name='duty_ended_has_ender'),
                        models.CheckConstraint(condition=models.Q(('founding_seat', None), models.Q(('founding_seat__in', [1, 2]), ('kind', 'system_administrator')), _connector='OR'), name='founding_seats_are_two_administrators')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='18172b6c68812ea280f612dddf0cadb826439ab1', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_d69b4', table='organisation_duty', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='41da4433d89b9038a32f015346dc8617b915d108', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_7383d', table='organisation_duty', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Appointment',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('rank', models.CharField(blank=True, default='', max_length=80)),
                    ('minute', models.CharField(blank=True, default='', max_length=120)),
                    ('appointed_on', models.DateField(blank=True, null=True)),
                    ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='organisation.appointment')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('duty', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='organisation.duty')),
                ],
                options={
                    'ordering': ['recorded_at'],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('duty',), name='duty_has_one_first_appointment')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='e027e6319fe30a34e72c448a6e45cff3ff8055cc', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_b9568', table='organisation_appointment', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='670baedda622fcfe0e3fa363d9f1e7f0b1097947', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_34215', table='organisation_appointment', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func="""
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """, hash='ac3d59f7a9f2e4f66b3c17e4aed13f1b1ae34193', operation='UPDATE', pgid='pgtrigger_written_once_cea32', table='organisation_appointment', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Authority',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('only', models.BooleanField(default=True, editable=False, unique=True)),
                    ('name', models.CharField(max_length=120)),
                    ('nation', models.CharField(choices=[('england', 'England'), ('wales', 'Wales'), ('scotland', 'Scotland'), ('northern_ireland', 'Northern Ireland')], max_length=20)),
                    ('regimes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('foia', 'Freedom of Information Act 2000'), ('eir', 'Environmental Information Regulations 2004'), ('foisa', 'Freedom of Information (Scotland) Act 2002'), ('eisr', 'Environmental Information (Scotland) Regulations 2004')], max_length=5))),
                    ('colour', models.CharField(default='#1d4f7c', max_length=7, validators=[django.core.validators.RegexValidator('\\A#[0-9a-f]{6}\\Z')])),
                    ('logo_sha256', models.CharField(blank=True, default='', max_length=64)),
                    ('contact', models.CharField(blank=True, default='', max_length=200)),
                    ('address', models.CharField(blank=True, default='', max_length=400)),
                    ('telephone', models.CharField(blank=True, default='', max_length=40)),
                    ('email', models.CharField(blank=True, default='', max_length=200)),
                    ('officer_title', models.CharField(blank=True, default='', max_length=120)),
                    ('review_to', models.CharField(blank=True, default='', max_length=400)),
                    ('own_pages', models.TextField(blank=True, default='', max_length=8000)),
                ],
                options={
                    'abstract': False,
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('only', True)), name='authority_is_one_row')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END
            );
            RETURN NULL;
        """, hash='af2a10951c50dd8eb1d9c68f6e08125b0385af8e', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_e6f65', table='organisation_authority', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """, hash='d21a2fdaccafc1f47b6ca3d950bfb2f2d86bd4d5', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_da6a4', table='organisation_authority', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Recovery',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('lost', models.CharField(choices=[('password', 'their password'), ('second_factor', 'their second factor')], default='password', max_length=13)),
                    ('state', models.CharField(choices=[('asked', 'requested'), ('agreed', 'agreed'), ('declined', 'declined'), ('stopped', 'stopped'), ('used', 'used')], default='asked', max_length=10)),
                    ('asked_at', models.DateTimeField()),
                    ('decided_at', models.DateTimeField(blank=True, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recoveries', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-asked_at'],
                    'indexes': [
                        models.Index(condition=models.Q(('state__in', ['agreed', 'asked'])), fields=['asked_at'], name='recovery_open')],
                    'abstract': False,
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('state__in', ['agreed', 'asked'])), fields=('person',), name='account_has_one_open_recovery'), models.CheckConstraint(condition=models.Q(('asked_by', models.F('person')), _negated=True), name='recovery_not_asked_by_its_holder'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(models.Q(('decided_by', models.F('asked_by')), _negated=True), models.Q(('decided_by', models.F('person')), _negated=True)), _connector='OR'), name='recovery_decided_by_a_second_person'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['agreed', 'declined']), _negated=True), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='recovery_agreed_has_decider'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['stopped', 'used']), _negated=True), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='recovery_ended_has_ender')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END\n            );\n            RETURN NULL;\n        ", hash='d1d7fc5cb6194809c79e9bbc900c59e28dd63fb8', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_24362', table='organisation_recovery', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='d294c916d5a002af8a23d0bf90935d3da0db16b8', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_72389', table='organisation_recovery', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='Session',
                fields=[
                    ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                    ('session_data', models.TextField(verbose_name='session data')),
                    ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='person_needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            IF NEW.person_id IS NOT NULL AND NEW.person_id IS DISTINCT FROM OLD.person_id THEN\n                PERFORM audit_log_require_event(TG_TABLE_NAME::text, NEW.person_id, ARRAY['sign_in.succeeded', 'sign_in.password_set'], ARRAY[]::text[]);\n            END IF;\n            RETURN NULL;\n        ", hash='35467e1817383a91dd3b4d92778d5e9e6ad87a15', operation='INSERT OR UPDATE OF "person_id"', pgid='pgtrigger_person_needs_event_9e530', table='organisation_session', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func='IF OLD."session_key" IS DISTINCT FROM NEW."session_key" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;', hash='500045dfa5e06e9dd47363cbd1c075567997ef50', operation='UPDATE', pgid='pgtrigger_never_changed_3fa51', table='organisation_session', when='BEFORE'))],
                },
            ),
            migrations.CreateModel(
                name='CouncilAccount',
                fields=[
                    ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('issuer', models.CharField(max_length=200)),
                    ('subject', models.CharField(max_length=255)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='council_accounts', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('issuer', 'subject'), name='council_account_is_one_persons'), models.UniqueConstraint(fields=('issuer', 'person'), name='person_has_one_council_account')],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.person_id ELSE NEW.person_id END\n            );\n            RETURN NULL;\n        ", hash='d27d5a01e5943da93a286853c4b2faec3480ea47', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_a85d6', table='organisation_councilaccount', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='person_needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            IF NEW.person_id IS NOT NULL AND NEW.person_id IS DISTINCT FROM OLD.person_id THEN\n                PERFORM audit_log_require_event(TG_TABLE_NAME::text, NEW.person_id, ARRAY['council_account.linked'], ARRAY[]::text[]);\n            END IF;\n            RETURN NULL;\n        ", hash='3b13adc3bac171edff55a13b652f053958a24352', operation='INSERT OR UPDATE OF "person_id"', pgid='pgtrigger_person_needs_event_32c4f', table='organisation_councilaccount', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                        pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='93e5efcc75c6608d85df39cb417d8b9adc000d02', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_4fafc', table='organisation_councilaccount', when='BEFORE')),
                        pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func='\n            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);\n            RETURN NULL;\n        ', hash='9b2fff04af3998c0c6ab4dd48a4ec4d2666676da', operation='UPDATE', pgid='pgtrigger_written_once_4cd94', table='organisation_councilaccount', when='BEFORE'))],
                },
            ),
        ),
        watchbook.audit_log.guard.InstallGuards(
        ),
    ]
