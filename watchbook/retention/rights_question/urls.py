"""Addresses of questions about protected records."""

from django.urls import path

from watchbook.retention.rights_question import views

urlpatterns = [
    path("rights-questions/", views.rights_questions, name="rights_questions"),
    path("rights-questions/<uuid:item>/", views.rights_question, name="rights_question"),
    path("rights-questions/<uuid:item>/agree/", views.agree, name="rights_question_agree"),
    path("rights-questions/<uuid:item>/lift/", views.lift, name="rights_question_lift"),
]
