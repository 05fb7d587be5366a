"""Addresses of captures and exhibits: references alone."""

from django.urls import path

from watchbook.evidence.views import exhibits

app_name = "evidence"
urlpatterns = [
    path("exhibits/", exhibits.exhibits, name="exhibits"),
    path("exhibits/<slug:reference>/", exhibits.exhibit, name="exhibit"),
    path("exhibits/<slug:reference>/correct/", exhibits.correct, name="exhibit_correct"),
    path("investigations/<slug:reference>/exhibits/", exhibits.of_investigation, name="exhibits_of"),
    path("looks/<slug:reference>/exhibits/", exhibits.of_look, name="exhibits_of_look"),
    path("captures/<slug:reference>/produce/", exhibits.produce, name="produce"),
]
