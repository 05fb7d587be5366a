"""Addresses of publishing an answer, correcting and withdrawing it; the public's are in `public`."""

from django.urls import path

from watchbook.foi.views import disclosures

urlpatterns = [
    path("requests/<slug:reference>/publish/", disclosures.publication_new, name="publication_new"),
    path("disclosures/<slug:publication_reference>/", disclosures.publication, name="publication"),
    path(
        "disclosures/<slug:publication_reference>/correct/",
        disclosures.publication_correct,
        name="publication_correct",
    ),
    path(
        "disclosures/<slug:publication_reference>/withdraw/",
        disclosures.publication_withdraw,
        name="publication_withdraw",
    ),
]
