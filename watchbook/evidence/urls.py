"""Addresses of captures and exhibits: references alone."""

from django.urls import path

from watchbook.evidence.views import handlings, seeing

app_name = "evidence"
urlpatterns = [
    path("captures/<slug:reference>/see/", seeing.see, name="see"),
    path("captures/<slug:reference>/see/<slug:part>/", seeing.see, name="see_part"),
    path("captures/<slug:reference>/custody/", handlings.custody, name="custody"),
]
