"""Addresses of rights requests."""

from django.urls import path

from watchbook.retention.rights_request import correction_views, decision_views, step_views, views

ONE = "rights-requests/<slug:reference>/"
urlpatterns = [
    path("rights-requests/", views.rights_requests, name="rights_requests"),
    path("rights-requests/add/", views.add, name="rights_request_add"),
    path(ONE, views.request, name="rights_request"),
    path(f"{ONE}search/", views.search, name="rights_request_search"),
    path(f"{ONE}purpose/", decision_views.purpose, name="rights_request_purpose"),
    path(
        f"{ONE}purposes/<int:number>/correct/",
        decision_views.correct_purpose,
        name="rights_request_purpose_correct",
    ),
    path(f"{ONE}decide/", decision_views.decide, name="rights_request_decide"),
    path(f"{ONE}erase/", decision_views.erase, name="rights_request_erase"),
    path(f"{ONE}things/<int:number>/lift/", decision_views.lift, name="rights_request_lift"),
    path(f"{ONE}steps/<slug:kind>/", step_views.step, name="rights_request_step"),
    path(f"{ONE}steps/<slug:kind>/sent/", step_views.sent, name="rights_request_step_sent"),
    path(f"{ONE}letters/<uuid:step_id>/sent/", step_views.sent_letter, name="rights_request_sent_letter"),
    path(f"{ONE}correct/", correction_views.correct, name="rights_request_correct"),
    path(f"{ONE}letters/<uuid:step_id>.<slug:ending>", step_views.letter, name="rights_request_letter"),
    path(f"{ONE}copies/<uuid:step_id>.<slug:ending>", step_views.copy, name="rights_request_copy"),
]
