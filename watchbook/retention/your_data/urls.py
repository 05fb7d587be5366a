"""Addresses at the root for everybody: rights in personal data, and the form for a complaint."""

from django.urls import path

from watchbook.retention.your_data import views

app_name = "your_data"
urlpatterns = [
    path("your-data/", views.your_data, name="your_data"),
    path("your-data/complain/", views.complain, name="complain"),
    path("your-data/complain/<str:receipt>/", views.complained, name="complained"),
]
