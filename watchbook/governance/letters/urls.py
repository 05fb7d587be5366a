"""Addresses of letters from oversight bodies."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from watchbook.governance.letters import letter_received, views
from watchbook.governance.letters.forms import LetterForm, NoReplyForm
from watchbook.governance.letters.imports import LETTERS_RECEIVED
from watchbook.governance.letters.letter_received import ReceivedLetter
from watchbook.governance.letters.models import LetterReceived
from watchbook.governance.letters.permissions import may_confirm_no_reply, may_read_letters
from watchbook.register.entry import facts_of
from watchbook.register.views.entries import EntryStep, Pages, adding, correcting, paths, taking_back

LETTERS = Pages(
    LETTERS_RECEIVED,
    LetterReceived,
    "letter",
    may_read=may_read_letters,
    adding=adding(
        _("Record a letter from an oversight body"),
        lambda told, **who: letter_received.add(facts_of(ReceivedLetter, told), file=told["file"], **who),
        done=_("The letter was recorded as {reference}."),
        form=LetterForm,
    ),
    steps=(
        correcting(
            lambda row, told, **who: letter_received.correct(
                row, facts_of(ReceivedLetter, told), file=told["file"], **who
            ),
            form=LetterForm,
        ),
        taking_back(letter_received.take_back),
        EntryStep(
            "no_reply",
            _("No reply was asked for"),
            lambda row, _told, **who: letter_received.confirm_no_reply(row, **who),
            done=_("You signed to confirm that no reply was asked for and none was sent."),
            form=NoReplyForm,
            may=may_confirm_no_reply,
        ),
    ),
    views=(views.letters, views.letter),
    templates="governance/letter",
)
urlpatterns = [
    *paths(LETTERS, under="letters/"),
    path("letters/<slug:reference>/reply/", views.letter_reply, name="letter_reply"),
    path("letters/<slug:reference>/reply/correct/", views.reply_correct, name="letter_reply_correct"),
    path("letters/<slug:reference>/file/", views.letter_file, {"of": "letter"}, name="letter_file"),
    path(
        "letters/<slug:reference>/reply/file/", views.letter_file, {"of": "reply"}, name="letter_reply_file"
    ),
]
