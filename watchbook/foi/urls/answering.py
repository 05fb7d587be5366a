"""Addresses of one question: its topic, a search by hand and its certificate, its sentence."""

from django.urls import path

from watchbook.foi.views import answering

QUESTION = "requests/<slug:reference>/questions/<str:number>/"
SEARCH = "requests/<slug:reference>/searches/<slug:search_reference>/"
urlpatterns = [
    path(QUESTION, answering.question, name="question"),
    path(f"{QUESTION}topic/", answering.question_topic, name="question_topic"),
    path(f"{QUESTION}wording/", answering.question_wording, name="question_wording"),
    path(f"{QUESTION}search/", answering.question_search, name="question_search"),
    path(SEARCH, answering.search, name="search"),
    path(f"{SEARCH}file/", answering.search_file, name="search_file"),
]
