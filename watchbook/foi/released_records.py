"""Records that a request holds no more: since people said what its questions are about, or since one person ended it; who, and when."""

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.acting.holding import LetGo
from watchbook.acting.london_day import london_day
from watchbook.foi.challenge import ended
from watchbook.foi.models import Request, TopicChoice
from watchbook.foi.states import StepKind
from watchbook.retention.legal_hold.lock import answers_to
from watchbook.web import wording


def said(items: Collection[UUID], *, asked: str) -> list[LetGo]:
    """Say for each open request that could hold some of these things, and does not, who said what its questions are about.

    `asked` is the question to the database: of which requests how many of the things.
    """
    counts = dict(answers_to(asked, list(items)))
    told = []
    for row in Request.objects.filter(pk__in=counts).order_by("reference"):
        choices = TopicChoice.objects.filter(request=row).order_by("recorded_at")
        who = dict.fromkeys((one.recorded_by_id, london_day(one.recorded_at)) for one in choices)
        by = [
            _("{name}, {day}").format(name=f"{{{place}}}", day=wording.day(day))
            for place, (_person, day) in enumerate(who)
        ]
        words = ngettext(
            "Request {reference} is open. It kept {count} record on this list from being deleted until these officers confirmed the topics of its questions: {by}.",
            "Request {reference} is open. It kept {count} records on this list from being deleted until these officers confirmed the topics of its questions: {by}.",
            counts[row.pk],
        )
        said_by = words.format(reference=row.reference, count=counts[row.pk], by="; ".join(by))
        told.append(LetGo(said_by, tuple(person for person, _day in who)))
    return told


def said_of_ends(items: Collection[UUID], *, asked: str) -> list[LetGo]:
    """Say of each request that reached some of these things, and that one person ended, how it ended, when and by whom."""
    rows = list(ended())
    # Each question of a request that reaches a record gives a row.
    reached = {
        (item, request)
        for item, _table, request in answers_to(asked, list(items), [row.pk for row, _end in rows])
    }
    counts = Counter(request for _item, request in reached)
    words = _(
        "{name} ended request {reference} on {day}, and nobody else confirmed it. The request may have been about {count} of these records. The step recorded was "
        "“{step}”."
    )
    return [
        LetGo(
            words.format(
                reference=row.reference,
                count=counts[row.pk],
                step=StepKind(end.kind).label,
                name="{0}",
                day=wording.day(london_day(end.recorded_at)),
            ),
            (end.recorded_by_id,),
        )
        for row, end in rows
        if row.pk in counts
    ]
