"""The address of the first page."""

from django.urls import path

from watchbook.home.views import home

urlpatterns = [path("", home, name="home")]
