"""Addresses of recommendations, those of recording what an audit or an inspection recommends among them."""

from django.urls import path

from watchbook.oversight.recommendation import views
from watchbook.oversight.recommendation.imports import RECOMMENDATIONS
from watchbook.register.views.imports import paths

ONE = "recommendations/<slug:reference>/"
urlpatterns = [
    path(
        "audits/<slug:reference>/recommend/",
        views.recommendation_add,
        {"of": "audit"},
        name="audit_recommend",
    ),
    path(
        "inspections/<slug:reference>/recommend/",
        views.recommendation_add,
        {"of": "inspection"},
        name="inspection_recommend",
    ),
    *paths(RECOMMENDATIONS, under="recommendations/", named="recommendations"),
    path(ONE, views.recommendation, name="recommendation"),
    path(f"{ONE}correct/", views.recommendation_correct, name="recommendation_correct"),
    path(f"{ONE}take-back/", views.recommendation_take_back, name="recommendation_take_back"),
    path(f"{ONE}evidence/", views.recommendation_evidence, name="recommendation_evidence"),
    path(f"{ONE}discharge/", views.recommendation_discharge, name="recommendation_discharge"),
    path(f"{ONE}reopen/", views.recommendation_reopen, name="recommendation_reopen"),
    path(f"{ONE}steps/<uuid:step_id>/file/", views.recommendation_file, name="recommendation_file"),
]
