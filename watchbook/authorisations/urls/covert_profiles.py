"""Addresses of the register of covert profiles."""

from django.urls import path

from watchbook.authorisations.views import covert_profiles as views

urlpatterns = [
    path("covert-profiles/", views.covert_profiles, name="covert_profiles"),
    path("covert-profiles/add/", views.enter, name="covert_profile_add"),
    path("covert-profiles/<str:reference>/", views.covert_profile, name="covert_profile"),
    path("covert-profiles/<str:reference>/approve/", views.approve, name="covert_profile_approve"),
    path("covert-profiles/<str:reference>/decline/", views.decline, name="covert_profile_decline"),
    path("covert-profiles/<str:reference>/review/", views.review, name="covert_profile_review"),
    path("covert-profiles/<str:reference>/audit/", views.audit, name="covert_profile_audit"),
    path("covert-profiles/<str:reference>/users/", views.users, name="covert_profile_users"),
    path("covert-profiles/<str:reference>/assess/", views.risk, name="covert_profile_assess"),
    path("covert-profiles/<str:reference>/retire/", views.retire, name="covert_profile_retire"),
]
