"""Addresses at which a register begins."""

from django.urls import path

from watchbook.organisation.views import begin

app_name = "begin"
urlpatterns = [
    path("", begin.start, name="start"),
    path("<str:token>/", begin.authority, name="authority"),
    path("<str:token>/administrators/", begin.administrators, name="administrators"),
    path("<str:token>/laws/", begin.laws, name="laws"),
    path("<str:token>/check/", begin.check, name="check"),
]
