"""The addresses that the frame itself names, so that its tests need no other part."""

from django.urls import include, path

urlpatterns = [path("account/", include("allauth.account.urls")), path("", include("watchbook.web.urls"))]
