"""The life of one edition of a document: drafted, approved, published, and superseded by a newer one or withdrawn."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from watchbook.acting.moves import require_move
from watchbook.acting.refusals import WrongState, cannot


class DocumentState(models.TextChoices):
    """Where an edition stands."""

    DRAFT = "draft", _("draft")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("replaced")
    WITHDRAWN = "withdrawn", _("withdrawn")


ADOPTED = frozenset({DocumentState.APPROVED, DocumentState.PUBLISHED})
ENDED = frozenset({DocumentState.SUPERSEDED, DocumentState.WITHDRAWN})
MOVES: dict[DocumentState, frozenset[DocumentState]] = {
    DocumentState.DRAFT: frozenset({DocumentState.APPROVED, DocumentState.WITHDRAWN}),
    DocumentState.APPROVED: frozenset({DocumentState.PUBLISHED, *ENDED}),
    DocumentState.PUBLISHED: frozenset({DocumentState.PUBLISHED, *ENDED}),
    DocumentState.SUPERSEDED: frozenset(),
    DocumentState.WITHDRAWN: frozenset(),
}


# What is tried where an edition is to come into a state, as its refusal begins.
TRIED = {
    DocumentState.DRAFT: _("You cannot make this edition a draft again"),
    DocumentState.APPROVED: _("You cannot record the approval of this edition"),
    DocumentState.PUBLISHED: _("You cannot record the publication of this edition"),
    DocumentState.SUPERSEDED: _("You cannot replace this edition"),
    DocumentState.WITHDRAWN: _("You cannot withdraw this edition"),
}


def check_move(now: DocumentState, *, to: DocumentState) -> None:
    """Raise WrongState unless the table of moves has this one."""
    why = _("The state of the edition is “{now}”. Open the page of the edition to see the history.").format(
        now=now.label
    )
    require_move(MOVES, now, to=to, refusal=cannot(str(TRIED[to]), why))


def check_not_ended(now: DocumentState) -> None:
    """Raise WrongState where an edition is superseded or withdrawn: nothing more happens to it."""
    if now in ENDED:
        raise WrongState(
            _(
                "You cannot record advice on this edition: it has been {now}. Record a new edition instead."
            ).format(now=now.label)
        )
