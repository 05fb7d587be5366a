"""A person says what a question is about, over what its words suggest; or that it is about none of the topics."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record
from watchbook.figures.findings import Finding
from watchbook.foi.draft.drafting import finding_with
from watchbook.foi.frozen_answers import digest_of_figure
from watchbook.foi.models import Request, TopicChoice
from watchbook.foi.permissions import may_choose_topic
from watchbook.foi.request.open_request import must_be_asked, must_be_open
from watchbook.organisation.models import Person
from watchbook.reading.facets.halves import halves
from watchbook.reading.topics.matching import catalogue
from watchbook.retention.legal_hold.lock import wait_for_deletions

MADE = Kind(
    "topic_choice.made",
    fields=("question", "half", "topic", "start", "end"),
    says=gettext_lazy("The topic of a question was confirmed."),
)


@transaction.atomic
def choose(
    request: Request,
    *,
    start: int,
    end: int,
    topic: str,
    by: Person,
    at: datetime,
    half: int = 0,
    shown: Finding | None = None,
) -> TopicChoice:
    """Take a question for this topic of the catalogue; "" says that it is none of them. The newest choice holds.

    A question that joins several requests has a topic for each: `half` counts them from 0. `shown` is the finding that
    is confirmed with it, None for the one that the topic leads to.
    """
    wait_for_deletions()
    may_choose_topic(by)
    locked = must_be_open(request)
    question = must_be_asked(locked, start=start, end=end)
    _check(topic, half=half, question=question.text)
    over = digest_of_figure(shown or finding_with(locked, question, half=half, topic=topic))
    choice = TopicChoice(
        request=locked, start=start, end=end, half=half, topic=topic, over_sha256=over, recorded_by=by
    )
    choice.save(force_insert=True)
    record(
        MADE,
        subject=locked,
        by=by,
        at=at,
        question=question.number,
        half=half,
        topic=topic,
        start=start,
        end=end,
    )
    return choice


def _check(topic: str, *, half: int, question: str) -> None:
    if topic and topic not in {one.id for one in catalogue()}:
        raise WrongState(
            _(
                "You cannot save this topic: the catalogue has no such topic. Choose a topic from the list, or “none of the topics”."
            )
        )
    if half >= len(halves(question)):
        raise WrongState(
            _(
                "You cannot choose this topic: the question no longer has the part that the topic was for. Open the question again and choose a topic there."
            )
        )
