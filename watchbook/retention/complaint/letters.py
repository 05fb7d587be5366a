"""Letters of a complaint: acknowledgement, progress, outcome with its reasons and further ways (DPA 2018 s.164A)."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.keys import envelope
from watchbook.organisation.models import Person
from watchbook.retention.complaint.models import Complaint
from watchbook.retention.complaint.states import ComplaintOutcome, ComplaintStepKind
from watchbook.retention.language import in_language_of
from watchbook.retention.letter import Addressed, KeptLetter, Section, beyond_us, law, letter
from watchbook.web import wording

TITLES = {
    ComplaintStepKind.ACKNOWLEDGED: gettext_lazy("We have your complaint {reference}"),
    ComplaintStepKind.PROGRESS_TOLD: gettext_lazy("Progress with your complaint {reference}"),
    ComplaintStepKind.OUTCOME_TOLD: gettext_lazy("The outcome of your complaint {reference}"),
}


def letter_of(
    row: Complaint, kind: str, *, on: date, words: str, outcome: str, by: Person
) -> KeptLetter | None:
    """The letter of a step that is about to be taken, in the language of its complaint; none where the step has none."""
    if kind not in TITLES:
        return None
    said = envelope.opened(row)
    to = Addressed(said["person"], said["contact"], on, row.reference)
    with in_language_of(said):
        title = str(TITLES[ComplaintStepKind(kind)]).format(reference=row.reference)
        return letter(title, to, *_sections(row, kind, on=on, words=words.strip(), outcome=outcome), by=by)


def _sections(row: Complaint, kind: str, *, on: date, words: str, outcome: str) -> tuple[Section, ...]:
    received = _("On {day} we received your complaint about your personal data ({law}).").format(
        day=wording.day(row.received_on), law=law("dpa2018.s164A")
    )
    if kind == ComplaintStepKind.ACKNOWLEDGED:
        next_ = _(
            "We will look into your complaint without undue delay. We will keep you informed of our progress, and then tell you "
            "the outcome and our reasons. If you write or call about your complaint, give the reference {reference}."
        ).format(reference=row.reference)
        return (Section((received, next_, words)), beyond_us(on))  # fmt: skip
    if kind == ComplaintStepKind.PROGRESS_TOLD:
        return (Section((received, _("Our progress so far:"), words)), beyond_us(on))
    found = Section(
        (str(ComplaintOutcome(outcome).label) + ".", words), heading=_("Our finding and our reasons")
    )
    return (Section((received, _enquiries(row))), found, beyond_us(on))


def _enquiries(row: Complaint) -> str:
    count = row.steps.filter(kind=ComplaintStepKind.ENQUIRED).count()
    if not count:
        return ""
    return ngettext(
        "Before we decided, we made and recorded {count} enquiry.",
        "Before we decided, we made and recorded {count} enquiries.",
        count,
    ).format(count=count)
