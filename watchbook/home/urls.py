"""The addresses of the public front page, the first page after sign-in, the pages of registers and reports, the search, and the sheet."""

from django.urls import include, path

from watchbook.home.views import help
from watchbook.home.views.pages import defensible, front, home, registers, reports, search, tour

HELP = [
    path("", help.contents, name="contents"),
    path("glossary/", help.glossary, name="glossary"),
    path("guides/public/", help.guide_for_the_public, name="public"),
    path("pictures/<slug:name>.<slug:kind>", help.picture, name="picture"),
    path("<slug:shelf>/<slug:name>/", help.document, name="document"),
]
urlpatterns = [
    path("", home, name="home"),
    path("about/", front, name="front"),
    path("registers/", registers, name="registers"),
    path("reports/", reports, name="reports"),
    path("defensible/", defensible, name="defensible"),
    path("help/", include((HELP, "help"))),
    path("search/", search, name="search"),
    path("tour/", tour, name="tour"),
]
