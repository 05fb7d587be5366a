"""The addresses that the frame itself names, so that its tests need no other part."""

from django.http import Http404
from django.urls import include, path


def not_here(request):
    """A page of another part."""
    raise Http404


# What our templates name of other parts, by address only.
BEGIN = ([path("begin/", not_here, name="start")], "begin")
urlpatterns = [
    path("", include(BEGIN)),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("account/", include("allauth.account.urls")),
    path("", include("watchbook.web.urls")),
]
