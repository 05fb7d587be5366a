"""Training on the use of social media: which was given, when, to how many; and what it cost (demand D15)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.figures.evidence import of_none, of_row, searched_for_none
from watchbook.figures.findings import (
    Evidence,
    Finding,
    Inquiry,
    RegisterSearches,
    Status,
    Value,
    searched_in,
    to_be_searched,
)
from watchbook.figures.sentences import in_words
from watchbook.figures.times import (
    bounds,
    by_period,
    counted_sentences,
    in_days,
    in_its_time,
    is_in,
    note_of,
    was_disposed_of,
)
from watchbook.governance.documents.models import HeldKind
from watchbook.governance.none_held.queries import none_held
from watchbook.governance.training.disposal import SESSION_DISPOSED
from watchbook.governance.training.models import Attendance, Course
from watchbook.governance.training.queries import attendances, courses
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.reading.times.time_of_question import TimeOfQuestion
from watchbook.web.wording import joined

VERSION = 1
TRAINING = gettext_lazy("training courses and attendance")


@in_its_time
def training_given(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
    """Which training that covers social media staff took part in: courses, days, numbers, for which duties."""
    known = {course.reference: course for course in courses(on_social_media=True, as_at=inquiry.as_at)}
    rows = _attended(inquiry, known)
    found = [row for row in rows if is_in(row.completed_on, time)]
    searched = _searched("training_given", time=time, found=len(found))
    if found:
        return _given(inquiry, found, known=known, first=rows[0], time=time, searched=searched)
    if known:
        why = _(
            "To be searched: the register has training on social media, but does not show that anybody attended it in that time. That does not show that no "
            "officer was trained."
        )
        return to_be_searched(why, searched=searched)
    return _no_course(inquiry, searched=searched)


def training_cost(inquiry: Inquiry) -> Finding:
    """What training cost and who gave it: the register names who gave it and holds no cost, so a person searches."""
    found = courses(on_social_media=True, as_at=inquiry.as_at)
    terms = _("courses that cover the use of social media")
    searched = searched_in(TRAINING, f"training_cost/{VERSION}", terms, len(found))
    if not found:
        return _no_course(inquiry, searched=searched)
    providers = list(dict.fromkeys(course.provider for course in found))
    why = _(
        "To be searched: the register names the trainers ({providers}) but not the cost. Look in the accounts."
    ).format(providers=joined(providers))
    return to_be_searched(why, searched=searched)


def _attended(inquiry: Inquiry, known: dict[str, Course]) -> list[Attendance]:
    """Who took part in one of these courses by the day of receipt, the earliest first. One query."""
    rows = attendances(as_at=inquiry.as_at).filter(
        course_reference__in=list(known), completed_on__lte=inquiry.on
    )
    return list(rows.order_by("completed_on", "session_reference", "id"))


def _given(
    inquiry: Inquiry,
    found: Sequence[Attendance],
    *,
    known: Mapping[str, Course],
    first: Attendance,
    time: TimeOfQuestion,
    searched: RegisterSearches,
) -> Finding:
    """Who took part, session by session and period by period; in part where the register does not reach back so far."""
    sessions = Counter((row.session_reference, row.course_reference, row.completed_on) for row in found)
    days = [row.completed_on for row in found]
    people = len({row.person_id for row in found})
    disposed_of = was_disposed_of(SESSION_DISPOSED.name, as_at=inquiry.as_at)
    limits = bounds(first_entry=first.completed_on, whole=time.whole, is_disposed_of=disposed_of)
    total = _(
        "People who took part in training that covers the use of social media: {people}. Attendances in all: {times}."
    ).format(people=people, times=len(found))
    told = [_session(known[course], on=on, count=count) for (_ref, course, on), count in sessions.items()]
    begins = first.completed_on
    split = counted_sentences(days, time.periods, begins=begins)
    sentences = [total, *told, *split, limits, note_of(time.is_cut_off)]
    return Finding(
        status=Status.PARTLY if limits else Status.HELD_SUPPLIED,
        answer=" ".join(filter(None, sentences)),
        value={
            "people": people,
            "attendances": len(found),
            "by_period": by_period(days, time.periods, begins=begins),
            "sessions": [
                _session_value(known[course], on=on, count=count)
                for (_ref, course, on), count in sessions.items()
            ],
        },
        period=time.whole,
        evidence=tuple(_of_session(row) for row in {row.session_reference: row for row in found}.values()),
        searched=searched,
    )


def _session_value(course: Course, *, on: date, count: int) -> Value:
    return {
        "course": course.title,
        "provider": course.provider,
        "on": on.isoformat(),
        "for_duties": list(course.for_duties),
        "count": count,
    }


def _session(course: Course, *, on: date, count: int) -> str:
    duties = joined([str(TITLES[DutyKind(kind)]) for kind in course.for_duties])
    told = {
        "day": in_words(on),
        "title": course.title,
        "provider": _in_a_sentence(course.provider),
        "count": count,
    }
    if not duties:
        return _("{day}: “{title}”, given by {provider}; attendance: {count}.").format(**told)
    return _("{day}: “{title}”, given by {provider} and meant for {duties}; attendance: {count}.").format(
        **told, duties=duties
    )


def _in_a_sentence(provider: str) -> str:
    """A provider as it stands within a sentence: The council's solicitor, given by the council's solicitor."""
    return f"the {provider[4:]}" if provider.startswith("The ") else provider


def _no_course(inquiry: Inquiry, *, searched: RegisterSearches) -> Finding:
    """A signed “none is held” says that there is no course; else a person searches."""
    none = none_held(HeldKind.TRAINING_COURSE, on=inquiry.on, as_at=inquiry.as_at)
    if none is None:
        why = _(
            "To be searched: the register has no training that covers the use of social media, and no officer has signed a statement that there is none."
        )
        return to_be_searched(why, searched=searched)
    return Finding(
        status=Status.NOT_HELD,
        answer=_("No record of training on the use of social media is held. {reason}").format(
            reason=none.reason
        ),
        value=[],
        evidence=(of_none(none),),
        searched=searched + searched_for_none(none),
    )


def _of_session(row: Attendance) -> Evidence:
    what = _("session of {day}").format(day=in_words(row.completed_on))
    return of_row(row, TRAINING, what, "governance:session", row.session_reference)


def _searched(query: str, *, time: TimeOfQuestion, found: int) -> RegisterSearches:
    terms = _("courses that cover the use of social media; {days}").format(days=in_days(time))
    return searched_in(TRAINING, f"{query}/{VERSION}", terms, found)
