"""Activities with personal data: recorded, corrected, or taken back where the entry was a mistake."""

from datetime import date
from functools import partial

from django.utils.translation import gettext_lazy as _

from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.record import Kind
from watchbook.files.upload import Refused
from watchbook.governance.processing.models import Processing
from watchbook.governance.processing.permissions import may_record_processing
from watchbook.governance.processing.queries import PAPERS, REGISTER, on_record, overlapping
from watchbook.governance.processing.rules import why_no_paper, why_not, why_not_twice
from watchbook.organisation.queries import service_named
from watchbook.register import recording
from watchbook.register.entry import Values, columns_of

FIELDS = (
    "reference", "activity", "service", "tool", "regime", "privacy_notice", "dpia", "equality_assessment", "training",
    "is_refused_without_papers", "from_on", "until_on", "corrects", "is_struck",
)  # fmt: skip
PERSONAL = (
    "purpose", "lawful_basis", "special_basis", "people", "recipients", "transfers", "kept", "security",
)  # fmt: skip
RECORDED = Kind("processing.recorded", FIELDS, PERSONAL, _("The processing activity was recorded."))
CORRECTED = Kind("processing.corrected", FIELDS, PERSONAL, _("The entry was corrected."))
TAKEN_BACK = Kind("processing.taken_back", FIELDS, PERSONAL, _("The entry was taken back."))
TRIED = _("You cannot record this activity")


def _columns(values: Values) -> Values:
    """The values as the table has them: the service by its row, no name for the whole authority."""
    told = columns_of(values)
    name = told.pop("service_name", "")
    try:
        return {**told, "service": service_named(name) if name else None}
    except Refused as refusal:
        raise WrongState(cannot(str(TRIED), str(refusal))) from None


def _why_not(row: Processing, today: date) -> str | None:
    """The refusal of an entry: its days, its tool, a reference that stands for no such paper, or another entry of the same days."""
    if refusal := why_not(vars(row), today=today):
        return refusal
    titles = {name: str(title) for name, title in PAPERS.items()} | {"tool": str(_("tool or method"))}
    for name, held in on_record().items():
        if refusal := why_no_paper(getattr(row, name), held=held, title=titles[name]):
            return refusal
    return why_not_twice(overlapping(row))


ACTIVITIES = recording.Recording(
    Processing,
    REGISTER,
    may_record=lambda by, _row: may_record_processing(by),
    why_not=_why_not,
    tried=TRIED,
    columns=_columns,
)
add = partial(recording.add, ACTIVITIES, RECORDED)
correct = partial(recording.correct, ACTIVITIES, CORRECTED)
take_back = partial(recording.take_back, ACTIVITIES, TAKEN_BACK)
