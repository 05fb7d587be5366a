"""Shapes of what an officer decides of a question: its topic, a search by hand, the sentence that goes out; and of sending."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.foi.checks.figures import counts
from watchbook.foi.draft.search import LIMITS
from watchbook.foi.draft.worded_answer import LIMIT
from watchbook.foi.models import Channel, SearchOutcome
from watchbook.foi.published import Licence
from watchbook.foi.request.question_topic import QuestionTopic
from watchbook.organisation.models import Person
from watchbook.reading.topics.matching import Topic
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_paper
from watchbook.web.text_box import text_box

NONE, OTHER = "none", "other"


class LinesField(forms.CharField):
    """What somebody writes in lines; a browser sends every line end as CR LF, and it is kept as one character."""

    def __init__(self, *, rows: int, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)

    def to_python(self, value: Any) -> str:
        """The lines, each end one character."""
        return str(super().to_python(str(value or "").replace("\r\n", "\n")))


class TopicForm(GovukForm):
    """What the question is about: one of the topics that fit best, another of the catalogue, or none."""

    topic = forms.ChoiceField(
        label=_("What is this question about?"),
        help_text=_("The topics that fit best, each with its score from 0 to 1."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the topic of the question")},
    )
    other = forms.ChoiceField(label=_("If you choose another topic, which topic is it?"), required=False)

    def __init__(
        self, *args: Any, of: QuestionTopic, half: int, catalogue: Sequence[Topic], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs, auto_id=f"id_{half}_%s" if half else "id_%s")
        self.of, self.half = of, half
        titles = {topic.id: topic.title for topic in catalogue}
        best = [(one.id, f"{titles[one.id]} ({one.score:.2f})") for one in of.suggestions]
        _offer(self, "topic", [*best, (OTHER, _("Another topic")), (NONE, _("None of the topics"))])
        _offer(self, "other", [("", _("Choose a topic")), *sorted(titles.items(), key=lambda one: one[1])])

    def clean(self) -> dict[str, Any]:
        """Another topic is named; a name beside one of the first answers would be passed over in silence."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("topic") == OTHER and not told.get("other") and "other" not in self.errors:
            self.add_error("other", _("Select a topic for the question"))
        if told.get("topic") not in (None, OTHER) and told.get("other"):
            self.add_error("topic", _("Select “Another topic”, or choose no topic in the list below"))
        return told

    @property
    def chosen(self) -> str:
        """The topic as the act takes it: "" for none of them."""
        topic: str = self.cleaned_data["topic"]
        return {OTHER: str(self.cleaned_data["other"]), NONE: ""}.get(topic, topic)


class WordingForm(GovukForm):
    """The sentence for the requester, over the draft that the writer saw."""

    answer = LinesField(
        label=_("The sentence for the requester"),
        help_text=_(
            "Edit this answer or write your own. If you leave the box empty, the letter uses the draft."
        ),
        rows=10,
        max_length=LIMIT,
        required=False,
    )
    over = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, drafted: str, over: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drafted, self.stands = drafted, over

    def clean(self) -> dict[str, Any]:
        """What was written over a draft that has changed since is not taken for a sentence over the new one."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("over") != self.stands:
            self.add_error(
                "answer",
                _(
                    "The draft has changed since you opened this page. Read the new draft, then write your sentence again"
                ),
            )
        return told

    @property
    def own(self) -> str:
        """The sentence where it is the writer's own; "" where the drafted one was left as it is."""
        answer: str = self.cleaned_data["answer"]
        return "" if answer == self.drafted.strip() else answer


NOUGHT = "nought"  # of a question that asks how many, an answer that is held


class SearchForm(GovukForm):
    """A search by hand: where, for what, when, by whom, with what result, and what the requester reads."""

    where = LinesField(
        label=_("Where did you search?"),
        help_text=_(
            "Systems, mailboxes, paper files, and the offices that you asked. The letter and the published answer show your text, so "
            "do not enter people’s names or drive paths."
        ),
        rows=4,
        max_length=LIMITS["where"],
        error_messages={"required": _("Enter the places where you searched")},
    )
    terms = LinesField(
        label=_("What did you search for?"),
        help_text=_(
            "The words that you searched for, and the period. The letter and the published answer show your text, so do not enter people’s names or drive paths."
        ),
        rows=4,
        max_length=LIMITS["terms"],
        error_messages={"required": _("Enter the words that you searched for")},
    )
    searched_on = DayField(label=_("When did you search?"), what=_("the date of the search"))
    searched_by = forms.ChoiceField(
        label=_("Who searched?"), error_messages={"required": _("Select the person who searched")}
    )
    result = LinesField(
        label=_("What did the search find?"),
        help_text=_(
            "Enter the result for the certificate, without people’s names. If you found no records, say so."
        ),
        rows=4,
        max_length=LIMITS["result"],
        error_messages={"required": _("Enter the result of the search, even if you found no records")},
    )
    outcome = ask_choice(
        _("What is the answer?"),
        SearchOutcome.choices,
        _("Select the answer that follows from the search"),
        hint=_(
            "If our records show the figure 0, we hold that figure. Put the figure in the sentence; we add the period that the question asks "
            "about. “Not held” is for records that do not exist. “None” comes only from a register with signed statements."
        ),
    )
    answer = LinesField(
        label=_("The sentence for the requester"),
        help_text=_("If the information is published, give its address, beginning with https://."),
        rows=6,
        max_length=LIMITS["answer"],
        error_messages={"required": _("Enter the sentence for the requester")},
    )
    file = ask_paper(_("A file of the search results, if you want to keep one with the certificate"))

    def __init__(
        self, *args: Any, people: Iterable[Person], asks_how_many: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if asks_how_many:
            _offer(self, "outcome", [(NOUGHT, _("found: the figure is 0")), *SearchOutcome.choices])
        self.people = {str(person.id): person for person in people}
        _offer(self, "searched_by", [(key, person.name) for key, person in self.people.items()])

    def clean_outcome(self) -> str:
        """The outcome as the act takes it: whoever holds the figure 0 holds what was asked for."""
        chosen = str(self.cleaned_data["outcome"])
        return str(SearchOutcome.HELD_SUPPLIED) if chosen == NOUGHT else chosen

    def clean(self) -> dict[str, Any]:
        """The figure 0 stands in its sentence."""
        told: dict[str, Any] = super().clean() or {}
        if self.data.get("outcome") == NOUGHT and 0 not in counts(told.get("answer") or "0"):
            self.add_error(
                "answer", _("Put the figure 0 in the sentence, for example: “We received 0 complaints.”")
            )
        return told

    @property
    def searcher(self) -> Person:
        """Who looked."""
        return self.people[self.cleaned_data["searched_by"]]


def _offer(form: GovukForm, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  # said for the type checker
    field.choices = list(choices)


WORDS_AT_MOST = 4000


class SendForm(GovukForm):
    """The boxes for sending the letter: the day, the way, why it is late, and the terms for using it again.

    `seen` is the digest of the answers that the page showed: what changed in the meantime was not read by anyone.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    sent_on = DayField(
        label=_("On which date will you send the letter?"),
        help_text=_("The letter will bear this date."),
        what=_("the date on which you send the letter"),
    )
    late_reason = text_box(
        _("Why is the answer late?"),
        hint=_("Optional. The letter gives this reason after our apology. Write whole sentences."),
        longest=WORDS_AT_MOST,
    )
    channel = ask_choice(
        _("How will you send the letter?"), Channel.choices, _("Select how you will send the letter")
    )
    licence = ask_choice(
        _("What are the terms for re-using the answer?"),
        Licence.choices,
        _("Select the terms for re-using the answer"),
    )
    licence_terms = text_box(_("If you set other terms, what are they?"), longest=WORDS_AT_MOST)
    licence_reason = text_box(
        _("If you set other terms, what is the reason?"),
        hint=_("The letter will give this reason."),
        longest=WORDS_AT_MOST,
    )
    confirmed = forms.BooleanField(
        label=_("I have read the letter, and it answers every question"),
        error_messages={"required": _("Tick the box once you have read the letter")},
    )

    def __init__(self, *args: Any, is_late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_late and not self.data.get("late_reason"):  # the act refuses what was typed in vain
            del self.fields["late_reason"]

    def clean(self) -> dict[str, Any]:
        """Other terms have their reason."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("licence") == Licence.OTHER:
            if not told.get("licence_terms"):
                self.add_error("licence_terms", _("Enter your terms for re-using the answer"))
            if not told.get("licence_reason"):
                self.add_error("licence_reason", _("Enter the reason for your own terms"))
        return told

    def show_again(self, shown: str) -> None:
        """Unselect the box over a letter that is not the one that was read; the rest of what was typed stays."""
        if self.data.get("seen") != shown:
            typed = {name: self.data[name] for name in self.data if name != "confirmed"}
            self.data = typed | {"seen": shown}
