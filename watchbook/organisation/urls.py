"""Addresses of who we are."""

from django.urls import path

from watchbook.organisation.views import authority, duties, people

app_name = "organisation"
urlpatterns = [
    path("brand.css", authority.brand_css, name="brand_css"),
    path("logo/<slug:sha256>/", authority.logo, name="logo"),
    path("authority/", authority.authority, name="authority"),
    path("services/add/", authority.service_add, name="service_add"),
    path("people/", people.people, name="people"),
    path("people/add/", people.person_add, name="person_add"),
    path("people/<uuid:person_id>/", people.person, name="person"),
    path("people/<uuid:person_id>/link/", people.person_link, name="person_link"),
    path("people/<uuid:person_id>/close/", people.person_close, name="person_close"),
    path("people/<uuid:person_id>/reopen/", people.person_reopen, name="person_reopen"),
    path("people/<uuid:person_id>/duties/propose/", duties.duty_propose, name="duty_propose"),
    path("duties/<uuid:duty_id>/grant/", duties.duty_grant, name="duty_grant"),
    path("duties/<uuid:duty_id>/decline/", duties.duty_decline, name="duty_decline"),
    path("duties/<uuid:duty_id>/end/", duties.duty_end, name="duty_end"),
]
