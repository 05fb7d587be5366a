"""Addresses of the retention schedule."""

from django.urls import path

from watchbook.governance.retention_schedule import views
from watchbook.governance.retention_schedule.imports import RETENTION_SCHEDULES
from watchbook.register.views.imports import paths

ONE = "retention-schedule/<slug:schedule_reference>/"

urlpatterns = [
    path("retention-schedule/", views.schedules, name="retention_schedules"),
    path("retention-schedule/propose/", views.propose, name="retention_propose"),
    *paths(RETENTION_SCHEDULES, under="retention-schedule/", named="retention"),
    path(ONE, views.schedule, name="retention_schedule"),
    *(
        path(f"{ONE}{step.address}", views.edition_step, {"step": name}, name=f"retention_{name}")
        for name, step in views.STEPS.items()
    ),
]
