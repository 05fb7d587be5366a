"""The end of a restriction: who set it does not lift it alone, and the person hears of it before (UK GDPR art 18(3))."""

from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState, cannot
from watchbook.organisation.models import Person
from watchbook.retention.rights_request.late_letter import unchecked
from watchbook.retention.rights_request.models import FoundItem, RightsRequest
from watchbook.retention.rights_request.queries import RESTRICTING, told_of
from watchbook.retention.rights_request.states import RightsStepKind
from watchbook.retention.rights_request.told_records import told_before


def check(item: FoundItem, why: str, *, by: Person, tried: str) -> None:
    """Raise WrongState unless another person lifts it with a reason, and a letter told the person of it, where one told of the record."""
    if not why.strip():
        raise WrongState(cannot(tried, _("The reason is missing. Say why the restriction ends.")))
    if item.decided_by_id == by.id:
        words = _("You restricted the record yourself. Ask another person who decides on it.")
        raise WrongState(cannot(tried, words))
    if item.thing in told_before(item.request).records and not is_told(item):
        words = _(
            "The person must be told before. On the page of request {reference}, choose “Tell the person that a restriction ends”, or ask an officer to."
        )
        raise WrongState(cannot(tried, words.format(reference=item.request.reference)))


def is_restricted(row: RightsRequest) -> bool:
    """Whether something is restricted of which the person is told. One query."""
    return told_of(row).filter(RESTRICTING).exists()


def is_told(item: FoundItem) -> bool:
    """Whether a letter since the restriction told the person that it ends; one recorded late counts once another officer saw its copy."""
    steps = list(item.request.steps.all())
    late = {one.pk for one in unchecked(steps)}
    return any(
        one.kind == RightsStepKind.RESTRICTION_ENDS
        and one.pk not in late
        and item.decided_on is not None
        and one.on >= item.decided_on
        for one in steps
    )
