"""Shapes of an entry of the disclosure log: its wording, what is confirmed of it, why it is withdrawn."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.foi.disclosure_log.publication import REASON_LENGTH, TITLE_LENGTH
from watchbook.foi.disclosure_log.text import Leftover, leftovers, leftovers_of_reason, reworded
from watchbook.foi.frozen_answers import PublicAnswer
from watchbook.foi.small_parts import small_parts
from watchbook.reading.personal_words import NOBODY, Asker
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_line
from watchbook.web.text_box import text_box

_SMALL = gettext_lazy(
    "Somebody could be recognised from these parts: {parts}. Write “not shown” in place of each number."
)
LONGEST_ROWS = 10
CHARACTERS_IN_A_ROW = 80
LONGEST = 20_000


class EntryWordingForm(GovukForm):
    """The title; of each question its words, its answer, and where a person searched, as the public reads them.

    `base` is what each wording replaces, `asker` who may not stand in it.
    """

    base: ClassVar[Sequence[PublicAnswer]] = ()
    asker: ClassVar[Asker] = NOBODY
    title = ask_line(
        gettext_lazy("Title in the disclosure log"),
        gettext_lazy("Enter a title"),
        longest=TITLE_LENGTH,
        hint=gettext_lazy("The subject of the request, in a few words, without names."),
    )

    def clean(self) -> dict[str, Any]:
        """Words that name or reach somebody, and small parts of a figure, are refused at their box."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors:
            answers = self.answers
            for one in leftovers(given["title"], answers, asker=self.asker):
                self.add_error(_box(one), one.sentence)
            for place, answer in enumerate(answers):
                if small := small_parts(answer.answer):
                    self.add_error(f"answer_{place}", _SMALL.format(parts="; ".join(small)))
        return given

    @property
    def answers(self) -> tuple[PublicAnswer, ...]:
        """The wording that was typed; the form is valid."""
        return tuple(self._answer(place, one) for place, one in enumerate(self.base))

    def _answer(self, place: int, base: PublicAnswer) -> PublicAnswer:
        given = self.cleaned_data
        return reworded(
            base,
            question=_lines(given[f"question_{place}"]),
            answer=_lines(given[f"answer_{place}"]),
            searched=[
                (
                    _lines(str(given.get(f"where_{place}_{nth}", one["register"]))),
                    _lines(str(given.get(f"terms_{place}_{nth}", one["terms"]))),
                )
                for nth, one in enumerate(base.searched)
            ],
        )


class ConfirmForm(GovukForm):
    """What the officer answers for: patterns find addresses, and only a person finds people."""

    requester_is_out = forms.BooleanField(
        label=gettext_lazy("The requester cannot be recognised by name, address, words or circumstances"),
        error_messages={
            "required": gettext_lazy("Confirm that you removed the requester, or change the wording")
        },
    )
    persons_are_out = forms.BooleanField(
        label=gettext_lazy("No requester or private person is named"),
        error_messages={
            "required": gettext_lazy(
                "Confirm that no requester or private person is named, or change the wording"
            )
        },
    )


class TakeBackEntryForm(GovukForm):
    """Why an entry is taken back."""

    asker: ClassVar[Asker] = NOBODY
    reason = text_box(
        gettext_lazy("Why are you withdrawing the entry?"),
        hint=gettext_lazy("The public reads this at the entry’s address. Do not name anyone."),
        required=gettext_lazy("Enter the reason"),
        rows=4,
        longest=REASON_LENGTH,
    )

    def clean_reason(self) -> str:
        """The reason is public as well."""
        reason = _lines(self.cleaned_data["reason"])
        if found := leftovers_of_reason(reason, asker=self.asker):
            raise forms.ValidationError([one.sentence for one in found])
        return reason


def wording_form(base: Sequence[PublicAnswer], *, asker: Asker) -> type[EntryWordingForm]:
    """The form for these answers. Where a query looked is not the officer's to word; where a person looked is."""
    made: dict[str, Any] = {"base": tuple(base), "asker": asker}
    for place, one in enumerate(base):
        asked = _("Question {number}, as the public reads it").format(number=one.number)
        made[f"question_{place}"] = _box_for(one.question, label=asked)
        answered = _("Answer to question {number}").format(number=one.number)
        made[f"answer_{place}"] = _box_for(one.answer, label=answered)
        made |= _searches(place, one)
    return type("WordingForm", (EntryWordingForm,), made)


def beginning(answers: Sequence[PublicAnswer], *, title: str) -> Mapping[str, str]:
    """What stands in the boxes before anything was typed."""
    begun = {"title": title}
    for place, one in enumerate(answers):
        begun |= {f"question_{place}": one.question, f"answer_{place}": one.answer}
        for nth, each in enumerate(one.searched):
            begun |= {f"where_{place}_{nth}": each["register"], f"terms_{place}_{nth}": each["terms"]}
    return begun


def _searches(place: int, answer: PublicAnswer) -> dict[str, forms.Field]:
    boxes: dict[str, forms.Field] = {}
    for nth, one in enumerate(answer.searched):
        if one["query"] is None:
            where = _("Places searched for question {number}").format(number=answer.number)
            terms = _("Search terms for question {number}").format(number=answer.number)
            boxes[f"where_{place}_{nth}"] = _box_for(one["register"], label=where)
            boxes[f"terms_{place}_{nth}"] = _box_for(one["terms"], label=terms)
    return boxes


def _box_for(text: str, *, label: str) -> forms.CharField:
    rows = 2 + sum(len(line) // CHARACTERS_IN_A_ROW for line in text.splitlines()) + text.count("\n")
    required = _("{box}: enter the text, or say that it is not published").format(box=label)
    return text_box(label, required=required, rows=min(rows, LONGEST_ROWS), longest=LONGEST)


def _box(one: Leftover) -> str | None:
    """The field a leftover stands in; None where no box holds it."""
    if one.box == "title":
        return "title"
    return f"{one.box}_{one.place}" if one.box in {"question", "answer"} else None


def _lines(text: str) -> str:
    """A browser ends lines with CR LF."""
    return text.replace("\r\n", "\n")
