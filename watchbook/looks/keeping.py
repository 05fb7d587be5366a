"""Keeping what a look shows: not where it opened on answers by which nothing would be kept, if keeping asks for more than its basis."""

from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.keys import envelope
from watchbook.looks.models import Basis, Look
from watchbook.looks.opening import decide_on
from watchbook.looks.rules.assessed import AUTHORISATIONS
from watchbook.triage.facts import NO, YES
from watchbook.triage.graph import is_less_strict
from watchbook.triage.queries import titles_of

KEPT = "f4"  # the question whether anything would be kept for a case
COVER = {Basis.PLAN, *AUTHORISATIONS}  # what these ask for is there, whatever the answers asked for


def is_beyond_signature(look: Look) -> bool:
    """Whether keeping anything of a look goes beyond the re-triage on which it opened."""
    return look.basis == Basis.RE_TRIAGE and envelope.opened(look).get("facts", {}).get(KEPT) == NO


def check_can_keep(look: Look) -> None:
    """Refuse to keep a page of a look whose answers, or whose signature, say that nothing is kept."""
    facts = envelope.opened(look).get("facts", {})
    if look.basis not in {Basis.TRIAGE, Basis.RE_TRIAGE, *COVER} or facts.get(KEPT) != NO:
        return
    if look.basis == Basis.RE_TRIAGE:
        raise WrongState(
            _(
                "You cannot keep a page from this look: the signed re-triage does not cover keeping anything. Close the look, and "
                "ask for a re-triage that says that you will keep something."
            )
        )
    prior = max(look.look_in_window - 1, 0)
    kept = decide_on({**facts, KEPT: YES}, prior_looks=prior, on=london_day(look.opened_at))
    covered = (look.basis,) if look.basis in COVER else tuple(look.outcomes)
    if is_less_strict(covered, than=kept.outcomes):
        raise WrongState(
            _(
                "You cannot keep a page from this look: your answers say that you will keep nothing. If you keep something, the "
                "outcome of triage is “{outcome}”. Close the look, and open another with the answer that you will keep something."
            ).format(outcome=titles_of(kept.outcomes))
        )
