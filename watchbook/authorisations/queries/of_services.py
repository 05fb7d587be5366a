"""Authorisations of the services that somebody leads, whatever their state: their line manager may read each."""

from django.db.models import QuerySet

from watchbook.authorisations.models import Authorisation
from watchbook.organisation.models import Person
from watchbook.organisation.queries import services_led_by, today


def of_services_led_by(person: Person) -> QuerySet[Authorisation]:
    """Return those of the investigations of these services, the newest first; without lines that erased ones left."""
    led = services_led_by(person, on=today())
    rows = Authorisation.objects.filter(investigation__service__in=led).exclude(envelope=b"")
    return rows.select_related("applicant").defer("envelope").order_by("-recorded_at")
