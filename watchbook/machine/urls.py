"""The address at which the service says whether it is well."""

from django.urls import path

from watchbook.machine.views import health

app_name = "machine"
urlpatterns = [path("health", health, name="health")]
