"""The addresses of the first page, of the page of registers, of the search, and of the sheet for those who answer for the whole."""

from django.urls import path

from watchbook.home.views import defensible, home, registers, search

urlpatterns = [
    path("", home, name="home"),
    path("registers/", registers, name="registers"),
    path("defensible/", defensible, name="defensible"),
    path("search/", search, name="search"),
]
