"""Addresses of reports."""

from django.urls import path

from watchbook.reports.views import exports, inspection, members, samples, statistics

app_name = "reports"
urlpatterns = [
    path("inspection/", inspection.page, name="inspection"),
    path("inspection/pack/", inspection.pack, name="inspection_pack"),
    path("samples/", samples.samples, name="samples"),
    path("samples/draw/", samples.draw, name="sample_draw"),
    path("samples/<uuid:event_id>/", samples.sample, name="sample"),
    path("samples/<uuid:event_id>/report.<str:ending>", samples.report, name="sample_report"),
    path("exports/", exports.page, name="exports"),
    path("exports/<str:label>.<slug:ending>", exports.export, name="export"),
    path("members/", members.page, name="members"),
    path("members/report.<str:ending>", members.paper, name="members_paper"),
    path("statistics/", statistics.page, name="statistics"),
    path("statistics.csv", statistics.csv, name="statistics_csv"),
]
