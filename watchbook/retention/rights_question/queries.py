"""Reading questions about protected records: those that wait for somebody, and those that they keep restricted."""

from watchbook.organisation.models import Person
from watchbook.retention.rights_request.models import FoundItem
from watchbook.retention.rights_request.need_to_know import readable
from watchbook.retention.rights_request.rules import ItemDecision
from watchbook.retention.rights_request.states import WORKED_ON, RightsState


def questions_for(person: Person) -> list[FoundItem]:
    """The protected things that somebody may read and that nobody has decided on, the oldest first."""
    states = (*WORKED_ON, RightsState.ANSWERED)
    rows = FoundItem.objects.filter(is_protected=True, decision="", request__state__in=states)
    return readable(person, list(rows.select_related("request").order_by("recorded_at")))


def restricted_for(person: Person) -> list[FoundItem]:
    """The protected things that somebody may read and that are restricted: they stay until that is lifted, or decided anew."""
    rows = FoundItem.objects.filter(is_protected=True, decision=ItemDecision.RESTRICT, lifted_on=None)
    return readable(person, list(rows.select_related("request").order_by("recorded_at")))
