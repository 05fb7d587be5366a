"""Addresses of training: courses, sessions, the matrix, what one person took part in."""

from django.urls import path

from watchbook.governance.training.imports import TRAINING_ATTENDANCE, TRAINING_COURSES
from watchbook.governance.training.views import matrix as training_matrix
from watchbook.governance.training.views import training
from watchbook.register.views import imports

urlpatterns = [
    path("training/", training.courses, name="training"),
    path("training/matrix/", training_matrix.matrix, name="training_matrix"),
    path("training/matrix/matrix.csv", training_matrix.matrix_file, name="training_matrix_csv"),
    path("training/people/<uuid:person_id>/", training_matrix.training_of, name="training_of"),
    *imports.paths(TRAINING_ATTENDANCE, under="training/attendance/", named="training_attendance"),
    path("training/courses/add/", training.course_add, name="course_add"),
    *imports.paths(TRAINING_COURSES, under="training/courses/", named="training_courses"),
    path("training/courses/<slug:reference>/", training.course, name="course"),
    path("training/courses/<slug:reference>/correct/", training.course_correct, name="course_correct"),
    path("training/courses/<slug:reference>/sessions/add/", training.session_add, name="session_add"),
    path("training/sessions/<slug:reference>/", training.session, name="session"),
    path("training/sessions/<slug:reference>/correct/", training.session_correct, name="session_correct"),
    path(
        "training/sessions/<slug:reference>/take-back/", training.session_take_back, name="session_take_back"
    ),
]
