"""Addresses of captures: references alone; what was captured stands in none of them."""

from django.urls import path

from watchbook.evidence.views import captures

app_name = "evidence"
urlpatterns = [
    path("captures/", captures.captures, name="captures"),
    path("captures/<slug:reference>/", captures.capture, name="capture"),
    path("captures/<slug:reference>/stop/", captures.stop, name="stop"),
    path("captures/<slug:reference>/repeat/", captures.repeat, name="repeat"),
    path("looks/<slug:reference>/", captures.of_look, name="of_look"),
    path("looks/<slug:reference>/ask/", captures.ask, name="ask"),
]
