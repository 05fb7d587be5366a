"""Who asks and where the answer goes (FOIA s.8(1)(b)): kept apart from the case, and gone before it where it can be."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record_row
from watchbook.foi.models import Request, Requester
from watchbook.foi.permissions import may_record_requester
from watchbook.foi.request.open_request import must_be_open
from watchbook.organisation.models import Person

NAME_LENGTH = 200
ADDRESS_LENGTH = 2_000
RECORDED = Kind(
    "requester.recorded",
    fields=("reference",),
    says=gettext_lazy("The requester and the address for the answer were recorded."),
)
FORGOTTEN = Kind(
    "requester.forgotten",
    fields=("reference",),
    says=gettext_lazy("The requester’s name and address were deleted."),
)


@dataclass(frozen=True)
class Contact:
    """The name of who asks, and an email or postal address."""

    name: str
    address: str


@transaction.atomic
def record(request: Request, *, name: str, address: str, by: Person, at: datetime) -> Requester:
    """Record who asks, or correct it. The event says that it was done and holds neither, so that they can go."""
    may_record_requester(by)
    locked = must_be_open(request)
    contact = _checked(Contact(name=name.strip(), address=address.strip()))
    row = Requester.objects.select_for_update().filter(request=locked).first()
    found = row or Requester(request=locked)
    found.name, found.address, found.recorded_by = contact.name, contact.address, by
    found.save()
    record_row(RECORDED, locked, by=by, at=at)
    return found


@transaction.atomic
def forget(request: Request, *, by: Person, at: datetime) -> None:
    """Remove the contact before its request goes (retention calls it); where there is none, nothing happens."""
    row = Requester.objects.select_for_update().filter(request=request).first()
    if row is None:
        return
    row.delete()
    record_row(FORGOTTEN, request, by=by, at=at)


def _checked(contact: Contact) -> Contact:
    if not contact.name or not contact.address:
        raise WrongState(
            _(
                "You cannot save this requester: the name or the address is missing. Enter both, or leave both blank until you know them."
            )
        )
    if len(contact.name) > NAME_LENGTH or len(contact.address) > ADDRESS_LENGTH:
        raise WrongState(
            _(
                "You cannot save this requester: a name can have at most {name} characters, and an address at most {address}. Shorten the name or the address. The "
                "text of the request does not change."
            ).format(name=NAME_LENGTH, address=ADDRESS_LENGTH)
        )
    return contact
