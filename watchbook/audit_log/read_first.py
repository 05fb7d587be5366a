"""No decision without the text in front of whoever decides: the event of its reading says that it was, in the version that stands."""

from uuid import UUID

from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.queries import has_done


def check_read(name: str, *, of: UUID, by: UUID, tried: str, **version: str | int) -> None:
    """Raise WrongState unless this person read the text as it stands (`by` is the person’s id): an event of this name about the row, with these fields."""
    if not has_done(by, name, subject=of, **version):
        raise WrongState(
            cannot(
                tried, _("You have not read the latest version of the text. Read that version, then decide.")
            )
        )
