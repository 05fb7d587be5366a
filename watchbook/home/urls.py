"""The addresses of the public front page and its figures, first page, registers, reports, search, the sheet, and overviews of a service and a year."""

from django.urls import include, path

from watchbook.home.views import figures, help, overviews
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
    path("about/figures/", figures.figures, name="figures"),
    path("about/figures.csv", figures.figures_csv, name="figures_csv"),
    path("registers/", registers, name="registers"),
    path("reports/", reports, name="reports"),
    path("defensible/", defensible, name="defensible"),
    path("services/", overviews.services, name="services"),
    path("services/<uuid:service>/", overviews.service, name="service"),
    path("year/", overviews.year, name="year"),
    path("help/", include((HELP, "help"))),
    path("search/", search, name="search"),
    path("tour/", tour, name="tour"),
]
