"""The sentences that say why a look is not opened, and the way forward."""

from django.utils.translation import gettext as _


def assessed_elsewhere() -> str:
    """Say that another service assessed more strictly, and whom to ask; not which, nor what about."""
    return _(
        "This account was assessed more strictly elsewhere in the authority. Ask the RIPA co-ordinator before anybody looks."
    )


def at_somebody(shown_by: str) -> str:
    """Say what shows that a look is at somebody, and what to do instead."""
    said = {
        "address": _(
            "The page at this address is somebody’s, or may be. "
            "Go to Looks, paste the address there, and open a look at that subject instead."
        ),
        "purpose": _(
            "You chose a purpose that is about somebody. Open a look at that subject instead, or choose another purpose."
        ),
    }
    return said.get(
        shown_by,
        _(
            "Your answers say that the look is at somebody in particular. Open a look at that subject instead."
        ),
    )


def not_at_nobody() -> str:
    """Say why a further page belongs to no look at nobody in particular."""
    return _(
        "The look is at nobody in particular, and this page is somebody’s, or may be. "
        "Open a look of its own at that subject. If you have already opened the page, record it as a look that was made."
    )


def looks_of_its_own() -> str:
    """Say what follows where a page is of an account that is none of the subject’s."""
    return _(
        "This page is of an account that is not this subject’s, so nobody has answered the questions about it. "
        "Look no further at it here: open a look of its own, or add the account to the subject if it is theirs."
    )


def answers_kept(reference: str) -> str:
    """Say that the answers of a refused look bind the next one."""
    return _(
        "Your answers are kept as assessment {reference}. The next look must be as strict, unless somebody signs a departure."
    ).format(reference=reference)


def blocked(reference: str) -> str:
    """Say that the last assessment lets nobody look."""
    return _(
        "The last assessment of this subject, {reference}, is not allowed or waits for an answer. Wait for the answer, or answer the questions again."
    ).format(reference=reference)


def never(outcomes: set[str]) -> str:
    """Say whom to ask where triage lets nobody look."""
    if "not_allowed" in outcomes:
        return _("Triage says that this is not allowed, and nobody can authorise it. Ask the solicitor.")
    return _("Triage cannot tell with these answers. Ask the RIPA co-ordinator, then answer again.")


def way_forward(outcome: str) -> str:
    """Say what an outcome needs that is not there."""
    ways = {
        "directed_surveillance": _(
            "This would be directed surveillance. Apply for an authorisation first; a plan does not cover it."
        ),
        "chis": _(
            "This would make somebody a covert human intelligence source. Speak to the RIPA co-ordinator before anything else."
        ),
        "non_ripa": _("This needs an authorisation outside RIPA first. Apply for one."),
        "overt_plan": _(
            "This needs an overt plan first. Ask the line manager to sign one, or the authorising officer to sign a re-triage."
        ),
    }
    return ways[outcome]
