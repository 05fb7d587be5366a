"""Addresses of legal holds."""

from django.urls import path

from watchbook.retention.legal_hold import views

urlpatterns = [
    path("holds/", views.holds, name="holds"),
    path("holds/place/<str:table>/<uuid:item>/", views.place, name="hold_place"),
    path("holds/<slug:reference>/", views.hold, name="hold"),
    path("holds/<slug:reference>/end/", views.end, name="hold_end"),
]
