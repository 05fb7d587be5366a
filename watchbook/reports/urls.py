"""Addresses of reports."""

from django.urls import path

from watchbook.reports.views import exports, governance, inspection, members, processing, samples, statistics

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
    path("calendar/", governance.calendar, name="calendar"),
    path("annual-return/", governance.page, name="annual_return"),
    path("annual-return/sign/", governance.sign, name="annual_return_sign"),
    path("annual-return/report.<str:ending>", governance.paper, name="annual_return_paper"),
    path("processing/", processing.page, name="processing"),
    path("processing/register.<str:ending>", processing.register, name="processing_register"),
    path("processing/tools/<slug:reference>/", processing.tool, name="tool_record"),
    path(
        "processing/tools/<slug:reference>/record.<str:ending>", processing.tool_file, name="tool_record_file"
    ),
    path("statistics/", statistics.page, name="statistics"),
    path("statistics.csv", statistics.csv, name="statistics_csv"),
]
