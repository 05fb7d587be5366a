"""Rights in complaints: anybody sends one by the public form; the information officer and the DPO deal with them."""

from django.utils.translation import gettext as _

from watchbook.acting.refusals import NotPermitted
from watchbook.audit_log.queries import has_done
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind
from watchbook.retention.complaint.models import Complaint
from watchbook.retention.complaint.queries import named_request
from watchbook.retention.permissions import KEEPERS
from watchbook.retention.rights_request.challenge import ENDS
from watchbook.retention.rights_request.models import RightsStep

LINKED = "complaint.linked"


def may_read_complaints(person: Person) -> None:
    """Let those who deal with complaints, and the SRO who answers for the whole, read them."""
    require_duty(
        person, *KEEPERS, DutyKind.SENIOR_RESPONSIBLE_OFFICER, to=_("read complaints about personal data")
    )


def may_record_complaint(person: Person) -> None:
    """Let the system person record what came by the public form, and the information officer or the DPO what came otherwise."""
    if not person.is_system:
        require_duty(person, *KEEPERS, to=_("record a complaint about personal data"))


def may_deal_with_complaint(person: Person) -> None:
    """Let the information officer or the DPO acknowledge a complaint, enquire and tell of progress."""
    require_duty(person, *KEEPERS, to=_("deal with a complaint about personal data"))


def may_decide_complaint(person: Person, complaint: Complaint) -> None:
    """Let them tell the outcome too, but nobody of a complaint about an answer that they sent themselves.

    What the person named counts whatever the complaint is linked to, and so do earlier links; and who linked another request has said what it
    is about, so somebody else decides.
    """
    may_deal_with_complaint(person)
    linked, named = complaint.request_reference, named_request(complaint)
    _check_not_theirs(
        person,
        complaint,
        refused=_(
            "You cannot decide on this complaint: you sent the answer that the person complains about, or closed the request. Ask another officer to decide."
        ),
    )
    if linked != named and has_done(person.id, LINKED, subject=complaint.id):
        why = _(
            "You cannot decide on this complaint: you linked it to request {linked}, which the person did not name. Ask another officer to decide."
        )
        raise NotPermitted(why.format(linked=linked))


def may_end_link(person: Person, complaint: Complaint) -> None:
    """Let one of them end an earlier link that was wrong: neither who linked the complaint nor who answered what it counts for."""
    may_deal_with_complaint(person)
    _check_not_theirs(
        person,
        complaint,
        refused=_(
            "You cannot end this link: you sent the answer that the person complains about, or closed the request. Ask another officer to end it."
        ),
    )
    if complaint.about and has_done(person.id, LINKED, subject=complaint.id):
        raise NotPermitted(
            _("You cannot end this link: you linked the complaint yourself. Ask another officer to end it.")
        )


def _check_not_theirs(person: Person, complaint: Complaint, *, refused: str) -> None:
    """Raise NotPermitted to who answered or ended a request that the complaint is about."""
    about = {*complaint.about, named_request(complaint)} - {""}
    ended = RightsStep.objects.filter(request__reference__in=about, kind__in=ENDS, recorded_by=person)
    if ended.exists():
        raise NotPermitted(refused)
