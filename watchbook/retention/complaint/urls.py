"""Addresses of complaints for officers."""

from django.urls import path

from watchbook.retention.complaint import views

urlpatterns = [
    path("complaints/", views.complaints, name="complaints"),
    path("complaints/add/", views.add, name="complaint_add"),
    path("complaints/<slug:reference>/", views.complaint, name="complaint"),
    path("complaints/<slug:reference>/link/", views.link, name="complaint_link"),
    path("complaints/<slug:reference>/link/end/", views.end_link, name="complaint_link_end"),
    path("complaints/<slug:reference>/steps/<slug:kind>/", views.step, name="complaint_step"),
    path(
        "complaints/<slug:reference>/letters/<uuid:step_id>.<slug:ending>",
        views.letter,
        name="complaint_letter",
    ),
]
