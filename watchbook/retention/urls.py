"""Addresses of retention; a module for each noun."""

from django.urls import path

from watchbook.retention import views
from watchbook.retention.certificate import urls as certificate
from watchbook.retention.complaint import urls as complaint
from watchbook.retention.deletion import urls as deletion
from watchbook.retention.legal_hold import urls as legal_hold
from watchbook.retention.rights_question import urls as rights_question
from watchbook.retention.rights_request import urls as rights_request

app_name = "retention"
urlpatterns = [
    path("", views.due_list, name="due"),
    path("pathway/", views.data_pathway, name="pathway"),
    path("kept/<str:table>/<uuid:item>/", views.kept, name="kept"),
    *legal_hold.urlpatterns,
    *deletion.urlpatterns,
    *certificate.urlpatterns,
    *rights_request.urlpatterns,
    *rights_question.urlpatterns,
    *complaint.urlpatterns,
]
