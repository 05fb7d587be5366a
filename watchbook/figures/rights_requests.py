"""The number of people who asked about their data, and the decisions on each thing found (FOI 9477, 8.f)."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.figures.evidence import of_row
from watchbook.figures.findings import Evidence, Value
from watchbook.figures.sentences import in_words
from watchbook.figures.tallies import TALLIES
from watchbook.reading.times.period import Period
from watchbook.retention.deletion.models import DeletionItem
from watchbook.retention.deletion.states import ItemOutcome
from watchbook.retention.rights_request.models import FoundItem, RightsRequest, RightsStep
from watchbook.retention.rights_request.rules import TOLD, ItemDecision, Right
from watchbook.retention.rights_request.states import ANSWERS

REQUESTS = gettext_lazy("requests about personal data")


def rights_used(
    *, as_at: datetime | None, periods: Sequence[Period] | None = None
) -> tuple[str, Value, tuple[Evidence, ...]]:
    """Tell what the register holds by a moment, of some periods or all, in words, as a value and with its rows; of none it says nothing.

    An empty register shows no absence: people may have asked before it began.
    """
    tally = TALLIES["rights_requests"]
    requests = list(tally.rows(as_at) if periods is None else tally.within(periods, as_at=as_at))
    if not requests:
        return "", {}, ()
    erasures = [row for row in requests if Right.ERASURE in row.rights]
    answers = RightsStep.objects.filter(kind__in=ANSWERS)
    answered = answers.filter(recorded_at__lte=as_at) if as_at else answers
    items = FoundItem.objects.filter(request__in=erasures, decision__in=TOLD)
    items = items.filter(request__in=answered.values("request"))
    decided = Counter(items.values_list("decision", flat=True))
    gone = DeletionItem.objects.filter(outcome=ItemOutcome.DELETED)
    erased = gone.filter(item__in=items.filter(decision=ItemDecision.ERASE).values("thing"))
    if as_at:
        erased = erased.filter(deletion_list__unreadable_at__lte=as_at)
    value: Value = {
        "requests": len(requests),
        "for_erasure": len(erasures),
        "decided": {str(key): count for key, count in sorted(decided.items())},
        "erased": (count := erased.count()),
    }
    return _words(requests, len(erasures), decided, erased=count), value, tuple(map(_evidence, requests))


def _words(requests: list[RightsRequest], erasures: int, decided: Counter[str], *, erased: int) -> str:
    asked = ngettext(
        "The register holds {count} request about personal data, ",
        "The register holds {count} requests about personal data, ",
        len(requests),
    ).format(count=len(requests))
    told = _(
        "the first received on {first}; {erasures} asked for deletion. In our answers, records to be erased: {to_erase}, of "
        "which deleted so far: {erased}; restricted: {restricted}; refused: {refused}."
    )
    return asked + told.format(
        first=in_words(min(row.received_on for row in requests)),
        erasures=erasures,
        to_erase=decided[ItemDecision.ERASE],
        erased=erased,
        restricted=decided[ItemDecision.RESTRICT],
        refused=decided[ItemDecision.REFUSE],
    )


def _evidence(row: RightsRequest) -> Evidence:
    what = _("received on {day}").format(day=in_words(row.received_on))
    return of_row(row, REQUESTS, what, "retention:rights_request")
