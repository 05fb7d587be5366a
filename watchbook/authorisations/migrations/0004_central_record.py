"""The earlier central record: its references, its days, and rows that had neither applicant nor investigation here."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import watchbook.audit_log.guard
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('authorisations', '0003_invariants'),
        ('investigations', '0004_accounts_disposal'),
        ('organisation', '0003_appointments'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='authorisation',
            name='never_changed',
        ),
        migrations.RemoveConstraint(
            model_name='authorisation',
            name='authorisation_officer_is_not_the_applicant',
        ),
        migrations.AddField(
            model_name='authorisation',
            name='earlier_reference',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AddField(
            model_name='authorisation',
            name='earlier_renewals',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), blank=True, default=list),
        ),
        migrations.AddField(
            model_name='authorisation',
            name='earlier_reviews',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), blank=True, default=list),
        ),
        migrations.AddField(
            model_name='authorisation',
            name='was_urgent',
            field=models.BooleanField(null=True),
        ),
        migrations.AlterField(
            model_name='authorisation',
            name='applicant',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='authorisation',
            name='investigation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='authorisations', to='investigations.investigation'),
        ),
        migrations.AlterField(
            model_name='authorisation',
            name='operation',
            field=models.CharField(max_length=40),
        ),
        migrations.AddIndex(
            model_name='authorisation',
            index=models.Index(condition=models.Q(('decided_at__isnull', False)), fields=['-decided_at', 'reference'], name='authorisation_decided'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='authorisation',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func='IF OLD."reference" IS DISTINCT FROM NEW."reference" OR OLD."operation" IS DISTINCT FROM NEW."operation" OR OLD."kind" IS DISTINCT FROM NEW."kind" OR OLD."nation" IS DISTINCT FROM NEW."nation" OR OLD."investigation_id" IS DISTINCT FROM NEW."investigation_id" OR OLD."applicant_id" IS DISTINCT FROM NEW."applicant_id" OR OLD."is_imported" IS DISTINCT FROM NEW."is_imported" OR OLD."earlier_reference" IS DISTINCT FROM NEW."earlier_reference" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;', hash='765c938d6d9b73a792ef03d99b2cbf2a10a3d409', operation='UPDATE', pgid='pgtrigger_never_changed_aea6f', table='authorisations_authorisation', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='authorisation',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('earlier_reference'), condition=models.Q(('is_imported', True)), name='authorisation_earlier_reference_is_used_once'),
        ),
        migrations.AddConstraint(
            model_name='authorisation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('applicant', None), ('investigation', None), ('is_imported', True)), models.Q(('applicant__isnull', False), ('investigation__isnull', False), ('is_imported', False)), _connector='OR'), name='authorisation_imported_alone_has_no_applicant'),
        ),
        migrations.AddConstraint(
            model_name='authorisation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_imported', True), models.Q(('earlier_reference', ''), _negated=True)), models.Q(('earlier_reference', ''), ('earlier_renewals', []), ('earlier_reviews', []), ('is_imported', False), ('was_urgent', None)), _connector='OR'), name='authorisation_imported_alone_has_an_earlier_record'),
        ),
        migrations.AddConstraint(
            model_name='authorisation',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), ('applicant', None), models.Q(('decided_by', models.F('applicant')), _negated=True), _connector='OR'), name='authorisation_officer_is_not_the_applicant'),
        ),
    ]
