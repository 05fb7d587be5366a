"""The number of people who asked about their data, and the decisions on each thing found (FOI 9477, 8.f)."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.figures.evidence import of_row
from watchbook.figures.findings import Evidence, Inquiry, Value
from watchbook.figures.sentences import in_words
from watchbook.figures.tallies import TALLIES
from watchbook.figures.times import EARLIEST
from watchbook.reading.times.period import Period
from watchbook.retention.deletion.models import DeletionItem
from watchbook.retention.deletion.states import ItemOutcome
from watchbook.retention.rights_request.models import FoundItem, RightsRequest, RightsStep
from watchbook.retention.rights_request.rules import TOLD, ItemDecision, Right
from watchbook.retention.rights_request.states import ANSWERS

REQUESTS = gettext_lazy("requests about personal data")


def rights_used(
    inquiry: Inquiry, *, periods: Sequence[Period] = ()
) -> tuple[str, Value, tuple[Evidence, ...]]:
    """Tell what was asked and decided by the day of an inquiry, of some periods or all, in words, as a value and with its rows.

    Of none it says nothing. An empty register shows no absence: people may have asked before it began.
    """
    days = periods or (Period(EARLIEST, inquiry.on),)
    requests = list(TALLIES["rights_requests"].within(days, as_at=inquiry.as_at))
    if not requests:
        return "", {}, ()
    erasures = [row for row in requests if Right.ERASURE in row.rights]
    answered = RightsStep.objects.filter(kind__in=ANSWERS, on__lte=inquiry.on)
    if inquiry.as_at:
        answered = answered.filter(recorded_at__lte=inquiry.as_at)
    items = FoundItem.objects.filter(request__in=erasures, decision__in=TOLD)
    items = items.filter(request__in=answered.values("request"))
    decided = Counter(items.values_list("decision", flat=True))
    erased = DeletionItem.objects.filter(
        item__in=items.filter(decision=ItemDecision.ERASE).values("thing"),
        outcome=ItemOutcome.DELETED,
        deletion_list__unreadable_at__lte=inquiry.until,
    )
    value: Value = {
        "requests": len(requests),
        "for_erasure": len(erasures),
        "decided": {str(key): count for key, count in sorted(decided.items())},
        "erased": (count := erased.count()),
    }
    return _words(requests, len(erasures), decided, erased=count), value, tuple(map(_evidence, requests))


def _words(requests: list[RightsRequest], erasures: int, decided: Counter[str], *, erased: int) -> str:
    asked = ngettext(
        "The register holds {count} request about personal data. ",
        "The register holds {count} requests about personal data. ",
        len(requests),
    ).format(count=len(requests))
    begun = _("First request received: {first}. Requests that asked for deletion: {erasures}.").format(
        first=in_words(min(row.received_on for row in requests)), erasures=erasures
    )
    return f"{asked}{begun} {_decided(decided, erased=erased)}"


def _decided(decided: Counter[str], *, erased: int) -> str:
    """Say what was decided of the records that people asked us to erase."""
    if not any(decided[one] for one in (ItemDecision.ERASE, ItemDecision.RESTRICT, ItemDecision.REFUSE)):
        return _(
            "In our answers so far, we have not decided to erase or restrict any records, and have not refused to erase any."
        )
    return _(
        "In our answers to the requests for deletion, we decided as follows. Records to erase: {to_erase} (deleted so far: {erased}). Records to restrict: "
        "{restricted}. Records for which we refused the request: {refused}."
    ).format(
        to_erase=decided[ItemDecision.ERASE],
        erased=erased,
        restricted=decided[ItemDecision.RESTRICT],
        refused=decided[ItemDecision.REFUSE],
    )


def _evidence(row: RightsRequest) -> Evidence:
    what = _("received on {day}").format(day=in_words(row.received_on))
    return of_row(row, REQUESTS, what, "retention:rights_request")
