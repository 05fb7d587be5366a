"""On what a capture rests at a moment: its look's basis, whether it still holds, and how the record of the capture says it (C1)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState
from watchbook.authorisations.queries.in_force import BasisInForce, in_force_for
from watchbook.evidence.models import Capture
from watchbook.looks.models import Basis, Look

# What can end while a look is still open; triage, a signed re-triage and nobody in particular are the look's own.
ENDING = frozenset({Basis.DIRECTED, Basis.CHIS, Basis.NON_RIPA, Basis.PLAN})


def check_basis(look: Look, *, at: datetime) -> None:
    """Raise WrongState where the look has no basis, or what it rests on has ended, been stopped or waits for its review."""
    if look.basis in {Basis.NONE, Basis.IMPORTED}:
        raise WrongState(
            _("You cannot capture a page from this look: it has no basis. Open a look that rests on one.")
        )
    if look.basis in ENDING and _holds(look, at=at) is None:
        raise WrongState(
            _(
                "You cannot capture another page from this look: its basis ({basis}) is no longer in force. Close the look."
            ).format(basis=look.get_basis_display())
        )


def told_of(capture: Capture, *, at: datetime) -> dict[str, Any]:
    """The basis as the capture's record and manifest hold it: references and ids, no name and no free text."""
    look = capture.look
    holds = _holds(look, at=at) if look.basis in ENDING else None
    return {
        "capture": capture.reference,
        "look": look.reference,
        "basis": str(look.basis),
        "investigation": look.investigation.reference if look.investigation else None,
        "subject": look.subject.number if look.subject else None,
        "authorisation": holds.reference if holds else None,
        "authorisation_id": str(look.basis_id) if look.basis_id else None,
        "in_force_until": holds.until.isoformat() if holds else None,
        "purpose": str(look.purpose),
        "manner": str(look.manner),
        "officer": str(capture.asked_by_id),
        "asked_at": capture.asked_at.isoformat(),
        "level": str(look.level),
    }


def _holds(look: Look, *, at: datetime) -> BasisInForce | None:
    if look.subject is None:
        return None
    return next((one for one in in_force_for(look.subject, at=at) if one.id == look.basis_id), None)
