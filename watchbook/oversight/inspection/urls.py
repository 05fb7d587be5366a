"""Addresses of inspections; that of one inspection stands with those of what it recommended."""

from django.urls import path

from watchbook.oversight.inspection import views as inspections
from watchbook.oversight.inspection.imports import INSPECTIONS
from watchbook.register.views.imports import paths

ONE = "inspections/<slug:reference>/"
urlpatterns = [
    path("inspections/add/", inspections.inspection_add, name="inspection_add"),
    *paths(INSPECTIONS, under="inspections/", named="inspections"),
    path(f"{ONE}report/", inspections.inspection_report, name="inspection_report"),
    path(f"{ONE}correct/", inspections.inspection_correct, name="inspection_correct"),
    path(f"{ONE}take-back/", inspections.inspection_take_back, name="inspection_take_back"),
    path(f"{ONE}file/", inspections.inspection_file, name="inspection_file"),
]
