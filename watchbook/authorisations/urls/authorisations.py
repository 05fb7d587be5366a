"""Addresses of applications, decisions and the central record."""

from django.urls import path

from watchbook.authorisations.central_record_import import CENTRAL_RECORD
from watchbook.authorisations.views import (
    applications,
    authorisations,
    authorising,
    calendar,
    cancellation,
    central_record,
    court_pack,
    joint_working,
    judicial_approval,
    quality_check,
    renewal,
    review,
    sources,
    text,
)
from watchbook.register.views.imports import paths

urlpatterns = [
    path("", central_record.record, name="record"),
    path("central-record.csv", central_record.record_csv, name="record_csv"),
    path("central-record.xlsx", central_record.record_xlsx, name="record_xlsx"),
    path("central-record.pdf", central_record.record_pdf, name="record_pdf"),
    *paths(CENTRAL_RECORD, under="central-record/", named="central_record"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/make/", calendar.calendar_make, name="calendar_make"),
    path("calendar/withdraw/", calendar.calendar_withdraw, name="calendar_withdraw"),
    path("calendar/<str:secret>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("of/<str:reference>/", authorisations.of_investigation, name="of_investigation"),
    path("of/<str:reference>/apply/", applications.begin, name="begin"),
    path("<str:reference>/", authorisations.authorisation, name="authorisation"),
    path("<str:reference>/form/<slug:page_id>/", applications.page, name="page"),
    path("<str:reference>/submit/", applications.submit, name="submit"),
    path("<str:reference>/withdraw/", applications.withdraw, name="withdraw"),
    path("<str:reference>/text/", text.text, name="text"),
    path("<str:reference>/text/<int:number>/", text.text_version, name="text_version"),
    path("<str:reference>/return/", quality_check.give_back, name="give_back"),
    path("<str:reference>/pass-on/", quality_check.pass_on, name="pass_on"),
    path("<str:reference>/grant/", authorising.grant, name="grant"),
    path("<str:reference>/officer-return/", authorising.give_back, name="officer_give_back"),
    path("<str:reference>/refuse/", authorising.refuse, name="refuse"),
    path("<str:reference>/court-pack.pdf", court_pack.court_pack, name="court_pack"),
    path("<str:reference>/judicial-approval/", judicial_approval.judicial_approval, name="judicial_approval"),
    path("<str:reference>/review/", review.review, name="review"),
    path("<str:reference>/renewal/", renewal.renew, name="renew"),
    path(
        "<str:reference>/renewal/<int:number>/judicial-approval/",
        judicial_approval.renewal_judicial_approval,
        name="renewal_judicial_approval",
    ),
    path("<str:reference>/joint-working/", joint_working.joint_working, name="joint_working"),
    path("<str:reference>/stop/", cancellation.stop, name="stop"),
    path("<str:reference>/cancellation/", cancellation.cancel, name="cancel"),
    path("<str:reference>/source-records/", sources.source_records, name="source_records"),
    path("<str:reference>/source-records/add/", sources.source_entry, name="source_entry"),
    path("<str:reference>/source-records/keepers/", sources.source_keepers, name="source_keepers"),
    path("<str:reference>/source-records/open/", sources.source_open, name="source_open"),
    path(
        "<str:reference>/source-records/openings/<uuid:opening_id>/end/",
        sources.source_close,
        name="source_close",
    ),
    path("<str:reference>/orders/<uuid:hearing_id>/", authorisations.order_file, name="order_file"),
]
