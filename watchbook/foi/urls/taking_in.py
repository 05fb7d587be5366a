"""Addresses of taking in: a new request and its file, the cut by hand, who asks, the same request before."""

from django.urls import path

from watchbook.foi.views import taking_in

urlpatterns = [
    path("requests/new/", taking_in.request_new, name="request_new"),
    path("requests/<slug:reference>/file/", taking_in.request_file, name="request_file"),
    path("requests/<slug:reference>/cut/", taking_in.recut, name="recut"),
    path("requests/<slug:reference>/requester/", taking_in.requester, name="requester"),
    path("requests/<slug:reference>/alike/", taking_in.alike, name="alike"),
]
