"""The life of one edition of a document: drafted, approved, published, and superseded by a newer one or withdrawn."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState


class DocumentState(models.TextChoices):
    """Where an edition stands."""

    DRAFT = "draft", gettext_lazy("draft")
    APPROVED = "approved", gettext_lazy("approved")
    PUBLISHED = "published", gettext_lazy("published")
    SUPERSEDED = "superseded", gettext_lazy("superseded")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


ADOPTED = frozenset({DocumentState.APPROVED, DocumentState.PUBLISHED})
ENDED = frozenset({DocumentState.SUPERSEDED, DocumentState.WITHDRAWN})
MOVES: dict[DocumentState, frozenset[DocumentState]] = {
    DocumentState.DRAFT: frozenset({DocumentState.APPROVED, DocumentState.WITHDRAWN}),
    DocumentState.APPROVED: frozenset({DocumentState.PUBLISHED, *ENDED}),
    DocumentState.PUBLISHED: frozenset({DocumentState.PUBLISHED, *ENDED}),
    DocumentState.SUPERSEDED: frozenset(),
    DocumentState.WITHDRAWN: frozenset(),
}


def check_move(now: DocumentState, *, to: DocumentState) -> None:
    """Raise WrongState unless the table of moves has this one."""
    if to not in MOVES[now]:
        raise WrongState(
            _(
                "This edition is {now}, so it cannot become {to}. Open its page to see what happened to it."
            ).format(now=now.label, to=to.label)
        )


def check_not_ended(now: DocumentState) -> None:
    """Raise WrongState where an edition is superseded or withdrawn: nothing more happens to it."""
    if now in ENDED:
        raise WrongState(
            _(
                "This edition is {now}, so nothing is added to it any more. Record a new edition instead."
            ).format(now=now.label)
        )
