"""The addresses of the first page, of the pages of registers and of reports, of the search, and of the sheet for those who answer for the whole."""

from django.urls import path

from watchbook.home.views import defensible, home, registers, reports, search

urlpatterns = [
    path("", home, name="home"),
    path("registers/", registers, name="registers"),
    path("reports/", reports, name="reports"),
    path("defensible/", defensible, name="defensible"),
    path("search/", search, name="search"),
]
