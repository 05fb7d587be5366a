"""Correspondence with the commissioners: the letters on the register, which a person completes (demand D15)."""

from django.db.models import Q
from django.utils.translation import gettext as _

from watchbook.figures.by_period import in_days, is_in
from watchbook.figures.findings import Finding, Inquiry, RegisterSearch, to_be_searched
from watchbook.figures.letters import LETTERS
from watchbook.figures.sentences import in_words, joined
from watchbook.figures.times import time_of, unclear_time
from watchbook.governance.letters.models import Body
from watchbook.governance.letters.queries import LetterWithAnswer, letters

VERSION = 1
COMMISSIONERS = (Body.OSC, Body.IPCO, Body.ICO)


def commissioner_correspondence(inquiry: Inquiry) -> Finding:
    """Which letters of the commissioners are on the register: never all correspondence, so a person searches on.

    The register holds what they wrote and our replies; what we wrote first is not on it.
    """
    time = time_of(inquiry)
    if time.unclear:
        return unclear_time(time.unclear)
    entries = [
        one
        for one in letters(as_at=inquiry.as_at, condition=Q(sender__in=COMMISSIONERS))
        if one.letter.received_on <= inquiry.on and is_in(one.letter.received_on, time)
    ]
    terms = _("sender: a commissioner; {days}").format(days=in_days(time))
    searched = (RegisterSearch(str(LETTERS), f"commissioner_correspondence/{VERSION}", terms, len(entries)),)
    if not entries:
        return to_be_searched(
            _(
                "To be searched: the register has no letter of a commissioner in that time. That does not show that none came, and what we wrote first is not on it."
            ),
            searched=searched,
        )
    return to_be_searched(
        _(
            "To be searched: the register holds {letters}, with any reply. What we wrote first, and what came by other ways, is not on it."
        ).format(letters=joined([_named(one) for one in entries])),
        searched=searched,
    )


def _named(entry: LetterWithAnswer) -> str:
    letter = entry.letter
    return _("{reference} ({sender}, {day})").format(
        reference=letter.reference, sender=letter.get_sender_display(), day=in_words(letter.dated_on)
    )
