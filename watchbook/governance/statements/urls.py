"""Addresses of signed statements."""

from django.urls import path

from watchbook.governance.statements import views

urlpatterns = [
    path("statements/", views.statements, name="statements"),
    path("statements/sign/<slug:seat>/years-before/", views.years_before, name="years_before"),
    path(
        "statements/sign/<slug:seat>/years-before/<slug:first_on>/",
        views.statement_years_before,
        name="statement_years_before",
    ),
    path("statements/sign/<slug:seat>/<slug:quarter>/", views.statement_sign, name="statement_sign"),
    path("statements/<slug:statement_reference>/", views.statement_page, name="statement"),
    path("statements/<slug:statement_reference>/correct/", views.statement_correct, name="statement_correct"),
]
