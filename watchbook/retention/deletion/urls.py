"""Addresses of deletion: what is overdue, lists, and the acts on one."""

from django.urls import path

from watchbook.retention.deletion import restored_views, sample_views, views

urlpatterns = [
    path("deletions/", views.deletions, name="deletions"),
    path("restored/", restored_views.confirm, name="restored"),
    path("restored/stand-in/", restored_views.stand_in, name="restored_stand_in"),
    path("remains/", views.remaining, name="remains"),
    path("deletions/propose/<str:table>/<slug:code>/", views.propose, name="deletion_propose"),
    path(
        "deletions/propose/<str:table>/<slug:code>/<uuid:service>/", views.propose, name="deletion_propose_of"
    ),
    path("deletions/<slug:reference>/", views.deletion, name="deletion"),
    path("deletions/<slug:reference>/things/<int:number>/", sample_views.thing, name="deletion_thing"),
    path(
        "deletions/<slug:reference>/things/<int:number>/open/",
        sample_views.open_thing,
        name="deletion_thing_open",
    ),
    path("deletions/<slug:reference>/approve/", views.approve, name="deletion_approve"),
    path("deletions/<slug:reference>/send-back/", views.send_back, name="deletion_send_back"),
    path("deletions/<slug:reference>/send-again/", views.send_again, name="deletion_send_again"),
    path("deletions/<slug:reference>/reassign/", views.reassign, name="deletion_reassign"),
    path("deletions/<slug:reference>/give-up/", views.give_up, name="deletion_give_up"),
]
