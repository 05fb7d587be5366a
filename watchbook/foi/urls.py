"""Addresses of requests for information; the public's are in `public_urls`."""

from django.urls import path

from watchbook.foi.views import answering, confirming, course, disclosures, law, letters, refusals, requests

app_name = "foi"
REQUEST = "requests/<slug:reference>/"
QUESTION = f"{REQUEST}questions/<str:number>/"
SEARCH = f"{REQUEST}searches/<slug:search_reference>/"
PUBLICATION = "disclosures/<slug:publication_reference>/"
urlpatterns = [
    path("requests/", requests.requests, name="requests"),
    path("requests/new/", requests.request_new, name="request_new"),  # before a request: it is no reference
    path(REQUEST, confirming.request_page, name="request"),
    path(f"{REQUEST}confirm/", confirming.confirm, name="confirm"),
    path(f"{REQUEST}draft/", requests.draft_page, name="draft"),
    path(f"{REQUEST}draft.html", requests.draft_file, name="draft_file"),
    path(f"{REQUEST}file/", requests.request_file, name="request_file"),
    path(f"{REQUEST}cut/", requests.recut, name="recut"),
    path(f"{REQUEST}requester/", requests.requester, name="requester"),
    path(f"{REQUEST}alike/", requests.alike, name="alike"),
    path(f"{REQUEST}law/", law.law, name="law"),
    path(QUESTION, answering.question, name="question"),
    path(f"{QUESTION}topic/", answering.question_topic, name="question_topic"),
    path(f"{QUESTION}wording/", answering.question_wording, name="question_wording"),
    path(f"{QUESTION}search/", answering.question_search, name="question_search"),
    path(SEARCH, answering.search, name="search"),
    path(f"{SEARCH}file/", answering.search_file, name="search_file"),
    path(f"{REQUEST}refuse/<str:number>/", refusals.grounds, name="refuse"),
    path(f"{REQUEST}refuse/<str:number>/<slug:ground>/<slug:scope>/", refusals.refuse, name="refuse_by"),
    path(f"{REQUEST}lift/<str:number>/<slug:ground>/", refusals.lift, name="refusal_lift"),
    path(f"{REQUEST}course/", course.course, name="course"),
    path(f"{REQUEST}course/<slug:kind>/", course.step_new, name="step_new"),
    path(f"{REQUEST}steps/<uuid:letter_id>.<slug:ending>", course.step_file, name="step_file"),
    path(f"{REQUEST}letter/", letters.letter, name="letter"),
    path(f"{REQUEST}letter.<slug:ending>", letters.letter_file, name="letter_file"),
    path(f"{REQUEST}send/", letters.send, name="send"),
    path(f"{REQUEST}publish/", disclosures.publication_new, name="publication_new"),
    path(PUBLICATION, disclosures.publication, name="publication"),
    path(f"{PUBLICATION}correct/", disclosures.publication_correct, name="publication_correct"),
    path(f"{PUBLICATION}withdraw/", disclosures.publication_withdraw, name="publication_withdraw"),
]
