"""Disposal of statements, with what each says: due once their period has ended."""

from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.governance.statements.models import Statement, StatementItem
from watchbook.governance.statements.permissions import may_read_statements
from watchbook.register.disposal import Disposal, disposal_of

DISPOSED = Kind(
    "statement.disposed",
    ("reference", "versions"),
    says=_("The statement was deleted at the end of its retention period."),
    is_grave=True,
)
due, find, GOES, dispose, PERSONAL_FIELDS, ENDINGS = disposal_of(
    Disposal(
        DISPOSED,
        retention_class="adopted_document",
        tables={StatementItem: ("statement__reference",), Statement: ("reference",)},
        rows=lambda: Statement.objects.as_at(None),
        began="last_on",
        event=_("the last date of the period that the statement covers"),
        page="governance:statement",
        named_in={Statement: ("remarks",)},
    )
)
READERS = {Statement: may_read_statements}
