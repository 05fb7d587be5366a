"""Pages of training: courses, one course with its sessions, one session with who took part."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import can
from watchbook.audit_log.queries import events_about
from watchbook.governance.documents.permissions import may_sign_none_held
from watchbook.governance.training import course as course_acts
from watchbook.governance.training import training
from watchbook.governance.training.forms import CourseForm, SessionForm, initial_of
from watchbook.governance.training.models import Attendance, Course, TrainingSession
from watchbook.governance.training.permissions import (
    may_read_training,
    may_record_training,
    may_see_training_of,
)
from watchbook.governance.training.queries import courses as all_courses
from watchbook.governance.training.sessions import (
    attended,
    course_by_reference,
    every_attendance_row,
    sessions,
)
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.register.forms import TakeBackForm
from watchbook.register.views.acting import CORRECTED, METHODS, acted, done, or_404, reader

MAY = {"may_record_training": may_record_training, "may_sign_none_held": may_sign_none_held}


@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """The courses, with how often each was given and when last. Two queries of its own."""
    may_read_training(reader(request))
    held: dict[str, list[TrainingSession]] = {}
    for row in sessions():
        held.setdefault(row.course_reference, []).append(row)
    rows = [(row, duties_in_words(row), held.get(row.reference, [])) for row in all_courses()]
    return render(request, "governance/training.html", {"courses": rows, **MAY})


@require_safe
def course(request: HttpRequest, reference: str) -> HttpResponse:
    """One course: what it is, its sessions, every earlier version, and what happened."""
    may_read_training(reader(request))
    row = _course_or_404(reference)
    held = sessions(course=reference)
    people = attended(*(one.reference for one in held))
    versions = Course.objects.versions(reference=reference)
    context = {
        "course": row,
        "duties": duties_in_words(row),
        "sessions": [(one, len(people[one.reference])) for one in held],
        "versions": versions,
        "events": events_about(*(version.id for version in versions)),
        **MAY,
    }
    return render(request, "governance/course.html", context)


@require_http_methods(METHODS)
def course_add(request: HttpRequest) -> HttpResponse:
    """Record a course."""
    by = reader(request)
    may_record_training(by)
    form = CourseForm(request.POST or None)
    if added := acted(form, lambda: course_acts.add(form.facts(), by=by, at=timezone.now())):
        return done(
            request,
            _("The course was recorded as {reference}.").format(reference=added.reference),
            "governance:course",
            added.reference,
        )
    return render(request, "governance/course_add.html", {"form": form})


@require_http_methods(METHODS)
def course_correct(request: HttpRequest, reference: str) -> HttpResponse:
    """A new version of a course's entry."""
    by = reader(request)
    may_record_training(by)
    row = _course_or_404(reference)
    form = CourseForm(request.POST or None, initial=initial_of(row))
    if acted(form, lambda: course_acts.correct(row, form.facts(), by=by, at=timezone.now())):
        return done(request, CORRECTED, "governance:course", reference)
    return render(request, "governance/course_correct.html", {"form": form, "course": row})


@require_http_methods(METHODS)
def session_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that a course was given, and who took part."""
    by = reader(request)
    may_record_training(by)
    row = _course_or_404(reference)
    form = SessionForm(request.POST or None, people=Person.objects.active().select_related("service"))
    if added := acted(form, lambda: training.add_session(row, **form.facts(), by=by, at=timezone.now())):
        return done(
            request,
            _("The session was recorded as {reference}.").format(reference=added.reference),
            "governance:session",
            added.reference,
        )
    return render(request, "governance/session_add.html", {"form": form, "course": row})


@require_safe
def session(request: HttpRequest, reference: str) -> HttpResponse:
    """One session: its course, its day, who took part and until when it counts, and what happened."""
    by = reader(request)
    may_read_training(by)
    row = _session_or_404(reference)
    people = attended(reference)[reference]
    named = [one for one in people if can(may_see_training_of, by, one.person)]
    versions = TrainingSession.objects.versions(reference=reference)
    # What the log tells of attendance names people by id: it is for those who may see all of them.
    attendance = every_attendance_row(reference) if named == people else []
    context = {
        "session": row,
        "course": course_by_reference(row.course_reference),
        "people": named,
        "others": len(people) - len(named),
        "on": today(),
        "versions": versions,
        "events": events_about(*(version.id for version in versions), *attendance),
        **MAY,
    }
    return render(request, "governance/session.html", context)


@require_http_methods(METHODS)
def session_correct(request: HttpRequest, reference: str) -> HttpResponse:
    """A new version of a session, with who took part."""
    by = reader(request)
    may_record_training(by)
    row = _session_or_404(reference)
    there = attended(reference)[reference]
    initial = {
        "held_on": row.held_on,
        "trainer": row.trainer,
        "people": [str(one.person_id) for one in there],
    }
    form = SessionForm(request.POST or None, initial=initial, people=_offered(there))
    if acted(form, lambda: training.correct_session(row, **form.facts(), by=by, at=timezone.now())):
        return done(
            request,
            _("The session was corrected. What was recorded before is kept."),
            "governance:session",
            reference,
        )
    return render(request, "governance/session_correct.html", {"form": form, "session": row})


@require_http_methods(METHODS)
def session_take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Take back a session that was not held or recorded twice."""
    by = reader(request)
    may_record_training(by)
    row = _session_or_404(reference)
    form = TakeBackForm(request.POST or None)
    if acted(form, lambda: training.take_back_session(row, by=by, at=timezone.now())):
        return done(
            request,
            _("The session was taken back. What was recorded before is kept."),
            "governance:session",
            reference,
        )
    return render(request, "governance/session_take_back.html", {"form": form, "session": row})


def duties_in_words(course: Course) -> str:
    """The duties a course is meant for, as people say them."""
    return ", ".join(str(TITLES[DutyKind(kind)]) for kind in course.for_duties)


def _offered(there: list[Attendance]) -> list[Person]:
    """Everybody with an open account, and those on record whose account was closed since."""
    people = list(Person.objects.active().select_related("service"))
    known = {person.id for person in people}
    return people + [one.person for one in there if one.person_id not in known]


def _course_or_404(reference: str) -> Course:
    return or_404(course_by_reference(reference))


def _session_or_404(reference: str) -> TrainingSession:
    return or_404(TrainingSession.objects.newest(reference=reference))
