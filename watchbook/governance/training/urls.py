"""Addresses of training: courses, sessions, the matrix, what one person took part in."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from watchbook.governance.training import course, views
from watchbook.governance.training import training as acts
from watchbook.governance.training.forms import CourseForm, session_form
from watchbook.governance.training.imports import TRAINING_ATTENDANCE, TRAINING_COURSES
from watchbook.governance.training.models import Course, TrainingSession
from watchbook.governance.training.permissions import may_read_training
from watchbook.register.views import imports
from watchbook.register.views.entries import EntryStep, Pages, adding, correcting, entry_paths, taking_back

COURSES = Pages(
    TRAINING_COURSES,
    Course,
    "course",
    may_read=may_read_training,
    adding=adding(
        _("Record a course"), course.add, done=_("The course was recorded as {reference}."), form=CourseForm
    ),
    steps=(correcting(course.correct, form=CourseForm), taking_back(course.take_back)),
    views=(views.courses, views.course),
    templates="governance/course",
)
SESSIONS = Pages(
    TRAINING_ATTENDANCE,
    TrainingSession,
    "session",
    may_read=may_read_training,
    steps=(
        EntryStep(
            "correct",
            _("Correct this session"),
            lambda row, told, **who: acts.correct_session(row, **told, **who),
            done=_("The session was corrected. We keep the earlier version."),
            form=session_form,
        ),
        EntryStep(
            "take_back",
            _("Take this session back"),
            acts.take_back_session,
            done=_("The session was taken back. We keep the earlier entries."),
            explains=_(
                "Take the session back if it did not take place, or if it was recorded twice. Attendance at the session will no longer count. The audit log keeps "
                "the entries."
            ),
        ),
    ),
    views=(views.courses, views.session),
    templates="governance/session",
)
urlpatterns = [
    path("training/", views.courses, name="training"),
    path("training/matrix/", views.matrix, name="training_matrix"),
    path("training/matrix/matrix.csv", views.matrix_file, name="training_matrix_csv"),
    path("training/people/<uuid:person_id>/", views.training_of, name="training_of"),
    *imports.paths(TRAINING_ATTENDANCE, under="training/attendance/", named="training_attendance"),
    *imports.paths(TRAINING_COURSES, under="training/courses/", named="training_courses"),
    *entry_paths(COURSES, under="training/courses/"),
    path("training/courses/<slug:reference>/sessions/add/", views.session_add, name="session_add"),
    *entry_paths(SESSIONS, under="training/sessions/"),
]
