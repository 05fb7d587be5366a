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
    path(f"{ONE}add-class/", views.class_add, name="retention_class_add"),
    path(f"{ONE}classes/<slug:code>/", views.class_change, name="retention_class_change"),
    path(f"{ONE}classes/<slug:code>/remove/", views.class_remove, name="retention_class_remove"),
    path(f"{ONE}adopt/", views.adopt, name="retention_adopt"),
    path(f"{ONE}adoption/", views.adoption_correct, name="retention_adoption_correct"),
    path(f"{ONE}adoption/take-back/", views.adoption_take_back, name="retention_adoption_take_back"),
    path(f"{ONE}take-back/", views.take_back, name="retention_take_back"),
]
