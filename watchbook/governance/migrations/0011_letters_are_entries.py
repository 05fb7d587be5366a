"""Letters and their answers are entries like every other: a version names the one it corrects, and who recorded it."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import watchbook.audit_log.guard
from django.db import migrations, models


class Migration(migrations.Migration):
    """The columns keep what they hold under the names of the engine."""

    dependencies = [("governance", "0010_drift_thresholds_disposal")]
    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='letteranswer',
            name='never_changed',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='letterreceived',
            name='never_changed',
        ),
        migrations.RemoveConstraint(
            model_name='letteranswer',
            name='letter_is_answered_once',
        ),
        migrations.RemoveConstraint(
            model_name='letterreceived',
            name='letter_reference_is_one_letters',
        ),
        migrations.RenameField("letterreceived", "supersedes", "corrects"),
        migrations.RenameField("letteranswer", "supersedes", "corrects"),
        migrations.RenameField("letteranswer", "confirmed_by", "recorded_by"),
        migrations.AddField(
            model_name='letteranswer',
            name='is_struck',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='letterreceived',
            name='is_struck',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='letteranswer',
            name='corrects',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='governance.letteranswer'),
        ),
        migrations.AlterField(
            model_name='letterreceived',
            name='corrects',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='governance.letterreceived'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letteranswer',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func='PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); RETURN NULL;', hash='61bba120132ec0ad50c5aef673b92827c256888f', operation='UPDATE', pgid='pgtrigger_written_once_76053', table='governance_letteranswer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letterreceived',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func='PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); RETURN NULL;', hash='7b0aed38d94a8aba08e77021d6f20a751c470946', operation='UPDATE', pgid='pgtrigger_written_once_8afa4', table='governance_letterreceived', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='letteranswer',
            constraint=models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('letter_reference',), name='letter_is_answered_once'),
        ),
        migrations.AddConstraint(
            model_name='letterreceived',
            constraint=models.UniqueConstraint(condition=models.Q(('corrects', None)), fields=('reference',), name='letter_reference_is_one_letters'),
        ),
    ]
