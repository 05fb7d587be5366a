"""Every address of the part."""

from watchbook.authorisations.urls import authorisations, covert_profiles

app_name = "authorisations"
urlpatterns = [*covert_profiles.urlpatterns, *authorisations.urlpatterns]
