"""Addresses of who we are."""

from django.urls import path

from watchbook.organisation.views import (
    administration,
    authority,
    council_sign_in,
    duties,
    officers,
    own_pages,
    people,
    people_import,
    recoveries,
    your_sign_in,
)

app_name = "organisation"
urlpatterns = [
    path("brand.css", authority.brand_css, name="brand_css"),
    path("logo/<slug:sha256>/", authority.logo, name="logo"),
    path("authority/", authority.authority, name="authority"),
    path("own-pages/", own_pages.own_pages, name="own_pages"),
    path("own-pages/confirm/", own_pages.decide, {"confirms": True}, name="own_pages_confirm"),
    path("own-pages/decline/", own_pages.decide, {"confirms": False}, name="own_pages_decline"),
    path("services/add/", authority.service_add, name="service_add"),
    path("people/", people.people, name="people"),
    path("people/add/", people.person_add, name="person_add"),
    path("people/links/", people.people_links, name="people_links"),
    path("people/import/", people_import.people_import, name="people_import"),
    path("people/import/template.csv", people_import.template_csv, name="people_template_csv"),
    path("people/import/template.xlsx", people_import.template_xlsx, name="people_template_xlsx"),
    path("people/<uuid:person_id>/", people.person, name="person"),
    path("people/<uuid:person_id>/link/", people.person_link, name="person_link"),
    path(
        "people/<uuid:person_id>/close/", people.person_open_or_close, {"opens": False}, name="person_close"
    ),
    path(
        "people/<uuid:person_id>/reopen/", people.person_open_or_close, {"opens": True}, name="person_reopen"
    ),
    path("people/<uuid:person_id>/sessions/end/", people.person_sessions_end, name="person_sessions_end"),
    path("your-sign-in/", your_sign_in.your_sign_in, name="your_sign_in"),
    path("your-sign-in/session/end/", your_sign_in.session_end, name="session_end"),
    path("your-sign-in/sessions/end/", your_sign_in.sessions_end, name="sessions_end"),
    path("council-sign-in/", council_sign_in.begin, name="council_begin"),
    path("council-sign-in/back/", council_sign_in.back, name="council_back"),
    path("council-sign-in/fresh/", council_sign_in.fresh, name="council_fresh"),
    path("your-sign-in/council-account/", council_sign_in.link, name="council_link"),
    path("your-sign-in/council-account/confirm/", council_sign_in.link_confirm, name="council_link_confirm"),
    path("your-sign-in/council-account/remove/", council_sign_in.unlink, name="council_unlink"),
    path("people/<uuid:person_id>/duties/propose/", duties.duty_propose, name="duty_propose"),
    path("people/<uuid:person_id>/recover/", recoveries.ask, name="recovery_ask"),
    path("administration/", administration.administration, name="administration"),
    path("recoveries/", recoveries.recoveries, name="recoveries"),
    path("recoveries/<uuid:recovery_id>/", recoveries.recovery, name="recovery"),
    path("recoveries/<uuid:recovery_id>/agree/", recoveries.agree, name="recovery_agree"),
    path("recoveries/<uuid:recovery_id>/decline/", recoveries.decline, name="recovery_decline"),
    path("recoveries/<uuid:recovery_id>/stop/", recoveries.stop, name="recovery_stop"),
    path("recoveries/<uuid:recovery_id>/link/", recoveries.link, name="recovery_link"),
    path("recoveries/<uuid:recovery_id>/factor/", recoveries.remove_factor, name="recovery_factor"),
    path("duties/", duties.proposals, name="duties"),
    path("duties/<uuid:duty_id>/appointment/", officers.appointment, name="appointment"),
    path("officers/", officers.officers, name="officers"),
    path("duties/<uuid:duty_id>/grant/", duties.duty_decide, {"grants": True}, name="duty_grant"),
    path("duties/<uuid:duty_id>/decline/", duties.duty_decide, {"grants": False}, name="duty_decline"),
    path("duties/<uuid:duty_id>/end/", duties.duty_end, name="duty_end"),
]
