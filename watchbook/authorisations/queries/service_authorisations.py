"""Authorisations of the services that somebody leads, whatever their state: their line manager may read each."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.queries.in_force import authorisations_in_force
from watchbook.organisation.models import Person
from watchbook.organisation.queries import services_led_by, today


def of_services_led_by(person: Person, *, at: datetime) -> QuerySet[Authorisation]:
    """Return those of the investigations of these services, those in force before the newest; without lines that erased ones left."""
    led = services_led_by(person, on=today())
    rows = Authorisation.objects.filter(investigation__service__in=led).exclude(envelope=b"")
    in_force = authorisations_in_force(at=at).filter(pk=OuterRef("pk"))
    return (
        rows.select_related("applicant").defer("envelope").order_by(Exists(in_force).desc(), "-recorded_at")
    )
