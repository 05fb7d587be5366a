"""Addresses of captures and exhibits: references alone; what was captured stands in none of them."""

from django.urls import path

from watchbook.evidence.views import captures, exhibits, intake, relevance, seeing

app_name = "evidence"
urlpatterns = [
    path("captures/", captures.captures, name="captures"),
    path("captures/undecided/", relevance.undecided, name="undecided"),
    path("captures/<slug:reference>/", captures.capture, name="capture"),
    path("captures/<slug:reference>/stop/", captures.stop, name="stop"),
    path("captures/<slug:reference>/repeat/", captures.repeat, name="repeat"),
    path("captures/<slug:reference>/relevance/", relevance.decide, name="relevance"),
    path("captures/<slug:reference>/produce/", exhibits.produce, name="produce"),
    path("captures/<slug:reference>/see/", seeing.see, name="see"),
    path("captures/<slug:reference>/see/<slug:part>/", seeing.see, name="see_part"),
    path("captures/<slug:reference>/custody/", seeing.handlings, name="custody"),
    path("captures/<slug:reference>/compare/", seeing.choose, name="compare_choose"),
    path("captures/<slug:reference>/compare/<slug:other>/", seeing.compare, name="compare"),
    path("looks/<slug:reference>/", captures.of_look, name="of_look"),
    path("looks/<slug:reference>/ask/", captures.ask, name="ask"),
    path("looks/<slug:reference>/exhibits/", exhibits.of_look, name="exhibits_of_look"),
    path("looks/<slug:reference>/intake/", intake.intake_of_look, name="intake"),
    path("exhibits/", exhibits.exhibits, name="exhibits"),
    path("exhibits/<slug:reference>/", exhibits.exhibit, name="exhibit"),
    path("exhibits/<slug:reference>/pack/", exhibits.pack, name="pack"),
    path("exhibits/<slug:reference>/correct/", exhibits.correct, name="exhibit_correct"),
    path("investigations/<slug:reference>/exhibits/", exhibits.of_investigation, name="exhibits_of"),
]
