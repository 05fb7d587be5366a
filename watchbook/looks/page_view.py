"""Page views: each page opened in the sitting of a look, so that its depth can be seen beside the count."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record_row
from watchbook.investigations.account import items_of
from watchbook.investigations.account_address import RecognisedAddress, recognise
from watchbook.investigations.pasted_address import alone
from watchbook.keys import envelope
from watchbook.looks.models import Look, PageView
from watchbook.looks.permissions import may_go_on_with_look
from watchbook.looks.states import LookState
from watchbook.organisation.models import Person

ADDED = Kind(
    "page_view.added",
    fields=("reference", "number", "platform", "is_of_another"),
    says=gettext_lazy("A page opened in the look was added."),
)


@transaction.atomic
def add(look: Look, pasted: str, *, by: Person, at: datetime) -> PageView:
    """Add a page that was opened in this sitting."""
    rows = Look.objects.select_for_update(of=("self",)).select_related("subject")
    row = rows.get(pk=look.pk)
    may_go_on_with_look(by, row)
    if row.state != LookState.OPEN:
        raise WrongState(_("You cannot add a page: this look is closed. Open a new look for it."))
    found = recognise(pasted)
    row.pages += 1
    view = PageView(
        look=row,
        number=row.pages,
        platform=found.platform,
        is_of_another=_is_of_another(row, found),
        viewed_at=at,
    )
    # As it is recognised, and as it was opened: of a plain website the first is the site alone.
    envelope.put(view, {"address": found.address, "pasted": alone(pasted)})
    view.save(force_insert=True)
    row.save(update_fields=["pages"])
    record_row(
        ADDED, row, by=by, at=at, number=view.number, platform=view.platform, is_of_another=view.is_of_another
    )
    return view


def _is_of_another(look: Look, found: RecognisedAddress) -> bool:
    """Whether the page is somebody else's: an account that is none of the subject's."""
    if look.subject is None or found.account is None:
        return False
    theirs = set(look.subject.accounts.filter(parted_at=None).values_list("id", flat=True))
    return not items_of(found.account) & theirs
