"""Addresses of letters from oversight bodies."""

from django.urls import path

from watchbook.governance.letters import views as letters
from watchbook.governance.letters.imports import LETTERS_RECEIVED
from watchbook.register.views.imports import paths

urlpatterns = [
    path("letters/", letters.letters, name="letters"),
    path("letters/add/", letters.letter_add, name="letter_add"),
    *paths(LETTERS_RECEIVED, under="letters/", named="letters"),
    path("letters/<slug:reference>/", letters.letter, name="letter"),
    path("letters/<slug:reference>/correct/", letters.letter_correct, name="letter_correct"),
    path("letters/<slug:reference>/reply/", letters.letter_reply, name="letter_reply"),
    path("letters/<slug:reference>/reply/correct/", letters.reply_correct, name="letter_reply_correct"),
    path("letters/<slug:reference>/no-reply/", letters.letter_no_reply, name="letter_no_reply"),
    path("letters/<slug:reference>/file/", letters.letter_file, {"of": "letter"}, name="letter_file"),
    path(
        "letters/<slug:reference>/reply/file/", letters.letter_file, {"of": "reply"}, name="letter_reply_file"
    ),
]
