import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import watchbook.audit_log.guard
import watchbook.audit_log.identifiers
from django.conf import settings
from django.db import migrations, models


APP = f'"{settings.DATABASE_ROLES["app"]}"'


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0004_registers_disposal'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PendingImport',
            fields=[
                ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('register', models.CharField(max_length=60)),
                ('parcel_sha256', models.CharField(max_length=64)),
                ('places', models.JSONField(default=dict)),
                ('answers', models.JSONField(default=dict)),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['recorded_at'],
            },
        ),
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.UUIDField(default=watchbook.audit_log.identifiers.uuidv7, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('register', models.CharField(max_length=60)),
                ('headings_sha256', models.CharField(max_length=64)),
                ('places', models.JSONField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['recorded_at', 'id'],
                'indexes': [models.Index(fields=['register', 'headings_sha256'], name='mapping_of_headings')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='columnmapping',
            trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END\n            );\n            RETURN NULL;\n        ", hash='11734275ddebd6ce5783079b047c4b608240f084', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_427fb', table='governance_columnmapping', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='columnmapping',
            trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='615a4d822f10bfabd6070b0148da38f567cad1d3', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_dd00c', table='governance_columnmapping', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='columnmapping',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=watchbook.audit_log.guard.GuardSql(func='PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); RETURN NULL;', hash='c155e8644b03ca9ebc6971e87cd75fa699b4de91', operation='UPDATE', pgid='pgtrigger_written_once_f3973', table='governance_columnmapping', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pendingimport',
            trigger=pgtrigger.compiler.Trigger(name='needs_event', sql=watchbook.audit_log.guard.GuardSql(constraint='CONSTRAINT', func="\n            PERFORM audit_log_require_event(\n                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END\n            );\n            RETURN NULL;\n        ", hash='ca6b3b9e69f748c37c03d32d161dee3339a2e6b8', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_needs_event_067df', table='governance_pendingimport', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pendingimport',
            trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_clock', sql=watchbook.audit_log.guard.GuardSql(func="\n            NEW.recorded_at := audit_log_recorded_at(\n                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END\n            );\n            RETURN NEW;\n        ", hash='906742df232aa41df489b5355878d5eb5a267184', operation='INSERT OR UPDATE OF "recorded_at"', pgid='pgtrigger_recorded_by_the_clock_da668', table='governance_pendingimport', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pendingimport',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=watchbook.audit_log.guard.GuardSql(func='IF OLD."register" IS DISTINCT FROM NEW."register" OR OLD."parcel_sha256" IS DISTINCT FROM NEW."parcel_sha256" OR OLD."kept_by_id" IS DISTINCT FROM NEW."kept_by_id" THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;', hash='fdf65d064bf1ff0640fbecf8c47fa810d3b30094', operation='UPDATE', pgid='pgtrigger_never_changed_502fe', table='governance_pendingimport', when='BEFORE')),
        ),
        # An upload goes once it is carried out or a day old; the guard still wants an event for each.
        migrations.RunSQL(
            f"GRANT DELETE ON governance_pendingimport TO {APP}", f"REVOKE DELETE ON governance_pendingimport FROM {APP}"
        ),
    ]
