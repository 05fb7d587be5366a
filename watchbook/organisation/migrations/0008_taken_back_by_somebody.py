from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0007_proposal_taken_back'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='duty',
            name='duty_taken_back_by_its_proposer',
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'taken_back'), _negated=True), models.Q(('decided_by', None), ('ended_by', models.F('proposed_by')), ('ended_by__isnull', False)), _connector='OR'), name='duty_taken_back_by_its_proposer'),
        ),
    ]
