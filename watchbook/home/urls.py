"""The addresses of the first page and of the page of registers."""

from django.urls import path

from watchbook.home.views import home, registers

urlpatterns = [path("", home, name="home"), path("registers/", registers, name="registers")]
