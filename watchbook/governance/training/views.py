"""Pages of training: courses, one course with its sessions, one session, the matrix by service and duty, one person."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import can
from watchbook.audit_log.queries import events_about
from watchbook.files.spreadsheet import write_csv
from watchbook.governance.documents.permissions import may_sign_none_held
from watchbook.governance.training import permissions, queries, training
from watchbook.governance.training.forms import session_form
from watchbook.governance.training.models import Course, TrainingSession
from watchbook.governance.training.queries import courses as all_courses
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.register.views.acting import METHODS, acted, done, or_404, reader
from watchbook.web.long_list import YES_NO, ListChoice, cut

MAY = {"may_record_training": permissions.may_record_training, "may_sign_none_held": may_sign_none_held}


COURSE_ORDERS = {
    "course": "title",
    "by": ("provider", "title"),
    "covers": "covers_social_media",
    "counts": "counts_for_months",
}
COURSE_CHOICES = {
    "covers": ListChoice(gettext_lazy("Covers social media"), "covers_social_media", YES_NO),
    "duty": ListChoice(
        gettext_lazy("Meant for"), lambda code: Q(for_duties__contains=[code]), TITLES.items()
    ),
}
SESSION_ORDERS = {"held": "held_on", "reference": "reference", "by": "trainer"}


@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """The courses, with how often each was given and when last. Three queries of its own."""
    permissions.may_read_training(reader(request))
    page = cut(request, all_courses(), sort=COURSE_ORDERS, choose=COURSE_CHOICES)
    held = queries.sessions_held(page)
    rows = [(row, duties_in_words(row), held.get(row.reference)) for row in page]
    return render(request, "governance/training.html", {"page": page, "courses": rows, **MAY})


@require_safe
def course(request: HttpRequest, reference: str) -> HttpResponse:
    """One course: what it is, its sessions, every earlier version, and what happened; also of one that was taken back."""
    permissions.may_read_training(reader(request))
    row = or_404(Course.objects.newest(reference=reference))
    held = cut(request, queries.sessions(course=reference), sort=SESSION_ORDERS)
    people = queries.attended(*(one.reference for one in held))
    versions = Course.objects.versions(reference=reference)
    context = {
        "course": row,
        "duties": duties_in_words(row),
        "page": held,
        "sessions": [(one, len(people[one.reference])) for one in held],
        "versions": versions,
        "events": events_about(*(version.id for version in versions)),
        **MAY,
    }
    return render(request, "governance/course.html", context)


@require_http_methods(METHODS)
def session_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that a course was given, and who took part."""
    by = reader(request)
    permissions.may_record_training(by)
    row = or_404(queries.course_by_reference(reference))
    form = session_form(request, None)
    if added := acted(form, lambda: training.add_session(row, **form.values(), by=by, at=timezone.now())):
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
    permissions.may_read_training(by)
    row = or_404(TrainingSession.objects.newest(reference=reference))
    people = queries.attended(reference)[reference]
    named = [one for one in people if can(permissions.may_see_training_of, by, one.person)]
    versions = TrainingSession.objects.versions(reference=reference)
    # What the log tells of attendance names people by id: it is for those who may see all of them.
    attendance = queries.every_attendance_row(reference) if named == people else []
    context = {
        "session": row,
        "course": queries.course_by_reference(row.course_reference),
        "people": named,
        "others": len(people) - len(named),
        "on": today(),
        "versions": versions,
        "events": events_about(*(version.id for version in versions), *attendance),
        **MAY,
    }
    return render(request, "governance/session.html", context)


def duties_in_words(course: Course) -> str:
    """The duties a course is meant for, as people say them."""
    return ", ".join(str(TITLES[DutyKind(kind)]) for kind in course.for_duties)


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """The matrix today; below it, for those who may see names, who has no training that counts. Four queries of its own."""
    by = reader(request)
    permissions.may_read_training(by)
    found = queries.matrix(today())

    def seen(holders: tuple[queries.Holder, ...]) -> list[queries.Holder]:
        return [one for one in holders if can(permissions.may_see_training_of, by, one.person)]

    lacking: list[dict[str, Any]] = [
        {"service": row.service, "duty": TITLES[cell.duty], "holders": seen(cell.lacking)}
        for row in found.rows
        for cell in row.cells
        if seen(cell.lacking)
    ]
    context = {
        "matrix": found,
        "titles": [TITLES[kind] for kind in found.duties],
        "lacking": lacking,
        "ending": seen(found.ending),
        "ending_unnamed": len(found.ending) - len(seen(found.ending)),
        "sees_names": any(
            can(permissions.may_see_training_of, by, one.person)
            for row in found.rows
            for cell in row.cells
            for one in cell.holders
            if one.person != by
        ),
    }
    return render(request, "governance/training_matrix.html", context)


@require_safe
def matrix_file(request: HttpRequest) -> HttpResponse:
    """The matrix as CSV: numbers only."""
    permissions.may_read_training(reader(request))
    found = queries.matrix(today())
    rows = [
        (
            row.service.name if row.service else _("No service"),
            str(TITLES[cell.duty]),
            str(cell.of),
            str(cell.trained),
            found.on.isoformat(),
        )
        for row in found.rows
        for cell in row.cells
    ]
    response = HttpResponse(
        write_csv(("service", "duty", "holders", "with_training_that_counts", "on"), rows),
        content_type="text/csv; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="training-matrix-{found.on.isoformat()}.csv"'
    return response


@require_safe
def training_of(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What one person took part in, and how that stands for each of their duties: dates only."""
    by = reader(request)
    if by.id == person_id:
        whose = by
    else:
        permissions.may_read_training(by)
        found = Person.objects.filter(pk=person_id, is_system=False).select_related("service").first()
        if found is None:
            raise Http404
        whose = found
    permissions.may_see_training_of(by, whose)
    rows = queries.training_of([whose], on=today())[whose.id]
    context = {
        "whose": whose,
        "attendances": rows,
        "stands": [(TITLES[kind], how) for kind, how in queries.stands_of(whose, rows, on=today())],
        "on": today(),
        "may_read_training": permissions.may_read_training,
    }
    return render(request, "governance/training_of.html", context)
