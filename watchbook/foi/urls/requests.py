"""Addresses of requests: the inbox, one request, its draft."""

from django.urls import path

from watchbook.foi.views import requests

urlpatterns = [
    path("requests/", requests.requests, name="requests"),
    path("requests/<slug:reference>/", requests.request_page, name="request"),
    path("requests/<slug:reference>/draft/", requests.draft_page, name="draft"),
    path("requests/<slug:reference>/draft.html", requests.draft_file, name="draft_file"),
]
