"""Addresses of investigations: references and numbers alone, never a name."""

from django.urls import path

from watchbook.investigations.views import (
    accounts,
    break_glass,
    investigation_opening,
    investigations,
    subjects,
)

app_name = "investigations"
urlpatterns = [
    path("", investigations.investigations, name="investigations"),
    path("search/", investigations.search, name="search"),
    path("open/", investigation_opening.opening, {"step": "opening_title"}, name="opening_title"),
    path("open/purpose/", investigation_opening.opening, {"step": "opening_purpose"}, name="opening_purpose"),
    path("open/power/", investigation_opening.opening, {"step": "opening_power"}, name="opening_power"),
    path("open/when/", investigation_opening.opening, {"step": "opening_when"}, name="opening_when"),
    path("open/check/", investigation_opening.opening_send, name="opening_send"),
    path("break-glass/", break_glass.break_glass_all, name="break_glass_all"),
    path("break-glass/<uuid:glass_id>/", break_glass.break_glass, name="break_glass"),
    path(
        "break-glass/<uuid:glass_id>/acknowledge/",
        break_glass.break_glass_acknowledge,
        name="break_glass_acknowledge",
    ),
    path("break-glass/<uuid:glass_id>/close/", break_glass.break_glass_close, name="break_glass_close"),
    path("<slug:reference>/", investigations.investigation, name="investigation"),
    path("<slug:reference>/amend/", investigations.amend, name="amend"),
    path("<slug:reference>/close/", investigations.with_reason, {"page": "close"}, name="close"),
    path("<slug:reference>/reopen/", investigations.with_reason, {"page": "reopen"}, name="reopen"),
    path("<slug:reference>/break-glass/", break_glass.break_glass_open, name="break_glass_open"),
    path("<slug:reference>/notes/", investigations.notes, name="notes"),
    path("<slug:reference>/need-to-know/", investigations.need_to_know, name="need_to_know"),
    path(
        "<slug:reference>/need-to-know/<uuid:person_id>/remove/",
        investigations.need_to_know_remove,
        name="need_to_know_remove",
    ),
    path("<slug:reference>/subjects/", subjects.subjects, name="subjects"),
    path("<slug:reference>/subjects/add/", subjects.subject_add, name="subject_add"),
    path("<slug:reference>/subjects/<int:number>/", subjects.subject, name="subject"),
    path("<slug:reference>/subjects/<int:number>/amend/", subjects.subject_amend, name="subject_amend"),
    path("<slug:reference>/subjects/<int:number>/kind/confirm/", subjects.kind_confirm, name="kind_confirm"),
    path("<slug:reference>/subjects/<int:number>/accounts/", accounts.accounts, name="accounts"),
    path(
        "<slug:reference>/subjects/<int:number>/accounts/<uuid:account_id>/part/",
        accounts.account_part,
        name="account_part",
    ),
]
