"""Addresses of the registers of what the authority has adopted and received."""

from django.urls import path

from watchbook.governance.views import letters

app_name = "governance"
urlpatterns = [
    path("letters/", letters.letters, name="letters"),
    path("letters/add/", letters.letter_add, name="letter_add"),
    path("letters/import/", letters.letters_import_page, name="letters_import"),
    path("letters/import/template.csv", letters.letters_template, name="letters_template"),
    path("letters/<slug:reference>/", letters.letter, name="letter"),
    path("letters/<slug:reference>/correct/", letters.letter_correct, name="letter_correct"),
    path("letters/<slug:reference>/reply/", letters.letter_reply, name="letter_reply"),
    path("letters/<slug:reference>/no-reply/", letters.letter_no_reply, name="letter_no_reply"),
    path("letters/<slug:reference>/file/", letters.letter_file, {"of": "letter"}, name="letter_file"),
    path(
        "letters/<slug:reference>/reply/file/", letters.letter_file, {"of": "reply"}, name="letter_reply_file"
    ),
]
