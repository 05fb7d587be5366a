"""Services of the authority: added and closed; each will sign its own statements."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record, record_row
from watchbook.organisation.models import Person, Service
from watchbook.organisation.permissions import may_amend_authority
from watchbook.web.wording import day

ADDED = Kind("service.added", fields=("title",), says=gettext_lazy("The service was added."))
CLOSED = Kind("service.closed", fields=("closed_on",), says=gettext_lazy("The service was closed."))


@transaction.atomic
def add(*, name: str, by: Person, at: datetime) -> Service:
    """A service that may look, and therefore signs."""
    may_amend_authority(by)
    service = Service(name=name.strip())
    service.save(force_insert=True)
    record(ADDED, subject=service, by=by, at=at, title=service.name)
    return service


@transaction.atomic
def close(service: Service, *, by: Person, at: datetime) -> Service:
    """A service that is no more; its past statements and looks stay."""
    service = Service.objects.select_for_update().get(pk=service.pk)
    may_amend_authority(by)
    if service.closed_on:
        raise WrongState(
            _("You cannot close {service}: it was closed on {day}. Choose another service.").format(
                service=service.name, day=day(service.closed_on)
            )
        )
    service.closed_on = london_day(at)
    service.save(update_fields=["closed_on"])
    record_row(CLOSED, service, by=by, at=at)
    return service
