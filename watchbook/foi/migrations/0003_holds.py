"""What is under legal hold is not deleted from these tables either, by the guard of retention."""

from django.db import migrations

from watchbook.retention.legal_hold.guard import guard_holds

TABLES = {
    "foi_request": ("id",),
    "foi_requestquestion": ("request_id",),
    "foi_requester": ("request_id",),
    "foi_topicchoice": ("request_id",),
    "foi_search": ("request_id",),
    "foi_wording": ("request_id",),
    "foi_questionrefusal": ("request_id",),
    "foi_requeststep": ("request_id",),
    "foi_sentanswer": ("request_id",),
}


class Migration(migrations.Migration):
    """Runs after the guard exists."""

    dependencies = [("foi", "0002_rights"), ("retention", "0003_holds")]
    operations = [guard_holds(TABLES)]
