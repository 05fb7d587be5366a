"""Addresses of captures: references alone; what was captured stands in none of them."""

from django.urls import path

from watchbook.evidence.views import captures, comparing, handlings, seeing

app_name = "evidence"
urlpatterns = [
    path("captures/", captures.captures, name="captures"),
    path("captures/<slug:reference>/", captures.capture, name="capture"),
    path("captures/<slug:reference>/stop/", captures.stop, name="stop"),
    path("captures/<slug:reference>/repeat/", captures.repeat, name="repeat"),
    path("captures/<slug:reference>/see/", seeing.see, name="see"),
    path("captures/<slug:reference>/see/<slug:part>/", seeing.see, name="see_part"),
    path("captures/<slug:reference>/custody/", handlings.custody, name="custody"),
    path("captures/<slug:reference>/compare/", comparing.choose, name="compare_choose"),
    path("captures/<slug:reference>/compare/<slug:other>/", comparing.compare, name="compare"),
    path("looks/<slug:reference>/", captures.of_look, name="of_look"),
    path("looks/<slug:reference>/ask/", captures.ask, name="ask"),
]
