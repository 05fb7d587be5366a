"""Addresses of the letter: preview, files, sending."""

from django.urls import path

from watchbook.foi.views import letters

urlpatterns = [
    path("requests/<slug:reference>/letter/", letters.letter, name="letter"),
    path("requests/<slug:reference>/letter.<slug:ending>", letters.letter_file, name="letter_file"),
    path("requests/<slug:reference>/send/", letters.send, name="send"),
]
