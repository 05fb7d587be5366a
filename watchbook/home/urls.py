"""The addresses of the public front page, the first page after sign-in, the pages of registers and reports, the search, and the sheet."""

from django.urls import path

from watchbook.home.views import defensible, front, home, registers, reports, search

urlpatterns = [
    path("", home, name="home"),
    path("about/", front, name="front"),
    path("registers/", registers, name="registers"),
    path("reports/", reports, name="reports"),
    path("defensible/", defensible, name="defensible"),
    path("search/", search, name="search"),
]
