"""Addresses of pages that belong to no register."""

from django.urls import path

from watchbook.web.views import accessibility_statement, licence

app_name = "web"
urlpatterns = [
    path("accessibility-statement/", accessibility_statement, name="accessibility_statement"),
    path("licence/", licence, name="licence"),
]
