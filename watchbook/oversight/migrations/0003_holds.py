"""What is under legal hold is not deleted from these tables either, by the guard of retention."""

from django.db import migrations

from watchbook.retention.legal_hold.guard import KeptContent, guard_content, guard_holds

TABLES = {
    "oversight_internalaudit": ("id", "reference"),
    "oversight_inspection": ("id", "reference"),
    "oversight_recommendation": ("source_reference",),
    "oversight_recommendationstep": ("recommendation_reference",),
    "oversight_errorreport": ("id",),
    "oversight_errornotice": ("report_id",),
}


class Migration(migrations.Migration):
    """Runs after the guard exists."""

    dependencies = [("oversight", "0002_rights"), ("retention", "0003_holds")]
    operations = [
        guard_holds(TABLES),
        guard_content({"oversight_errorreport": KeptContent(at_work="OLD.state <> NEW.state")}),
    ]
