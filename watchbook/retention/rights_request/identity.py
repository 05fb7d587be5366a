"""The proof of who asks: it stands for the names and the address for which it was seen, and for no others (UK GDPR art 12(6))."""

from django.utils.translation import gettext as _

from watchbook.keys.envelope import opened, opened_all
from watchbook.retention.rights_request.models import RightsRequest, RightsStep
from watchbook.retention.rights_request.queries import who_asks
from watchbook.retention.rights_request.states import RightsStepKind
from watchbook.web import wording


def proof_of(row: RightsRequest) -> tuple[RightsStep, str] | None:
    """The newest proof of identity for the name and the address as they stand, with its words; none where they were corrected since."""
    steps = [one for one in row.steps.all() if one.kind == RightsStepKind.IDENTIFIED]
    if not steps:
        return None
    said, now = opened_all(steps), who_asks(row)
    mine = (one for one in reversed(steps) if said[one.id].get("identity_of", now) == now)
    return next(((one, said[one.id]["words"]) for one in mine), None)


def is_for_others(row: RightsRequest) -> bool:
    """Whether a proof is recorded, but for another name or address than the request has now."""
    return any(one.kind == RightsStepKind.IDENTIFIED for one in row.steps.all()) and proof_of(row) is None


def record_again() -> str:
    """Say that the proof stands for other details."""
    return _(
        "The recorded proof of identity is for another name or address: the request has been corrected since. Record the proof for the name and address now on the "
        "request."
    )


def identity_in_words(row: RightsRequest) -> str:
    """Say for the page and beside the letter whose papers were seen, when and by whom."""
    if proof := proof_of(row):
        step, words = proof
        seen = _("Confirmed on {day} by {officer}: {words}")
        return seen.format(day=wording.day(step.on), officer=step.recorded_by.name, words=words)
    return record_again() if is_for_others(row) else _("Not confirmed")


def addressed_to(row: RightsRequest) -> str:
    """Say to whom an answer goes, beside whose papers were seen."""
    said = opened(row)
    goes = _("The letter goes to {name}, {contact}. Identity: {identity}")
    contact = ", ".join(said["contact"].splitlines())
    return goes.format(name=said["person"], contact=contact, identity=identity_in_words(row))
