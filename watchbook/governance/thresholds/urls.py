"""Addresses of the thresholds of drift."""

from django.urls import path

from watchbook.governance.thresholds import views as drift_threshold

urlpatterns = [
    path("drift-thresholds/", drift_threshold.thresholds, name="drift_thresholds"),
    path("drift-thresholds/set/", drift_threshold.thresholds_set, name="drift_thresholds_set"),
]
