"""Addresses of looks: references and numbers alone; a pasted address comes by POST and stands in none of them."""

from django.urls import path

from watchbook.looks.looks_import import LOOKS
from watchbook.looks.views import (
    assessing,
    checking,
    closing,
    first_look,
    looks,
    made,
    officer,
    opening,
    profile_uses,
    report,
)
from watchbook.register.views.imports import paths

app_name = "looks"
urlpatterns = [
    path("", officer.looks, name="looks"),
    path("phone/", officer.phone, name="phone"),
    path("begin/", officer.begin, name="begin"),
    path("bookmark/", officer.bookmark, name="bookmark"),
    path("open/", first_look.open_address, name="open_address"),
    path("general/", opening.open_general, name="open_general"),
    path("made/", made.made, name="made"),
    path("service/", checking.service, name="service"),
    *paths(LOOKS, under="", named="looks"),
    path("figures/", report.report, name="report"),
    path("standing-purpose/", checking.standing_purpose, name="standing_purpose"),
    path("re-triages/", checking.re_triages, name="re_triages"),
    path("re-triages/<slug:reference>/", checking.re_triage, name="re_triage"),
    path("of/<slug:reference>/", checking.of_investigation, name="of"),
    path("of/<slug:reference>/assess/", assessing.assess, name="assess"),
    path("of/<slug:reference>/<int:number>/open/", opening.open_subject, name="open_subject"),
    path("of/<slug:reference>/<int:number>/drift/", checking.drift, name="drift"),
    path("of/<slug:reference>/<int:number>/re-triage/", checking.re_triage_ask, name="re_triage_ask"),
    path("profiles/<slug:reference>/", profile_uses.profile_uses, name="profile_uses"),
    path("<slug:reference>/", looks.look, name="look"),
    path("<slug:reference>/page-views/", looks.view, name="page_view"),
    path("<slug:reference>/keep/", closing.keep, name="keep"),
    path("<slug:reference>/check/", looks.check, name="check"),
    path("<slug:reference>/evaluate/", looks.evaluate, name="evaluate"),
]
