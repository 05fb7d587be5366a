"""The shape of all answers of a request on one page: the topic of each question, and the officer's own sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.figures.findings import Status
from watchbook.foi.draft.answer import DraftAnswer
from watchbook.foi.draft.confirmation import QuestionConfirmation, state_digest
from watchbook.foi.draft.worded_answer import LIMIT
from watchbook.foi.forms.answering import NONE, LinesField
from watchbook.foi.frozen_answers import digest
from watchbook.foi.request.question_topic import QuestionTopic
from watchbook.reading.topics.likely import LikelyTopic, likely
from watchbook.reading.topics.matching import Topic
from watchbook.web.forms import GovukForm

LATER = ""
ALL = "all"  # the name of the button that ticks every answer of the page


@dataclass(frozen=True)
class SeenAnswer:
    """An answer as a page showed it, which comes back with what was typed: so a stale page is told from a fresh one."""

    state: str
    sentence: str
    topics: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join((self.state, self.sentence, *(f"={one}" for one in self.topics)))


@dataclass(frozen=True)
class TopicBox:
    """The list in which the topic of one half of a question is chosen."""

    name: str
    half: str
    chosen: str
    likely: list[LikelyTopic]
    is_taken: bool  # the best of the likely ones is what the question is drafted for


@dataclass(frozen=True)
class AnswerBoxes:
    """One question with what can be decided of it here: nothing where a search or a refusal answers it."""

    answer: DraftAnswer
    seen: SeenAnswer
    topics: tuple[TopicBox, ...] = ()
    sentence: str = ""
    is_typed: bool = False
    is_ticked: bool = False

    @property
    def tick(self) -> str:
        """The name of the box that confirms its topic."""
        return f"confirm-{self.answer.question.start}"

    @property
    def can_be_ticked(self) -> bool:
        """Whether its topic is still to be confirmed, and the registers answer it."""
        return self.answer.is_unconfirmed

    @property
    def can_be_worded(self) -> bool:
        """Whether there is an answer to write over: what is still to be searched has none."""
        return bool(self.topics) and self.answer.finding.status is not Status.TO_BE_SEARCHED


class ConfirmationForm(GovukForm):
    """The questions of a request as they stand; what was typed on an older page stays in its boxes."""

    def __init__(
        self, data: Any = None, *, answers: Sequence[DraftAnswer], catalogue: Sequence[Topic]
    ) -> None:
        super().__init__(data)
        self.titles = {one.id: one.title for one in catalogue}
        # Of several questions each list has the likely topics, and a link to the page that has all; the page stays light.
        self.offers_all = len(answers) == 1
        self.questions = [self._boxes(one) for one in answers]
        for one in self.questions:
            for box in one.topics:
                self.fields[box.name] = _topic_field(self.titles)
            self.fields[f"answer-{one.answer.question.start}"] = LinesField(
                rows=6, max_length=LIMIT, required=False
            )

    def _boxes(self, answer: DraftAnswer) -> AnswerBoxes:
        seen = SeenAnswer(
            state_digest(answer), _told(answer.answer), tuple(_stands(one) for one in answer.topics)
        )
        if answer.is_by_hand or not answer.is_read:
            return AnswerBoxes(answer, seen)
        start, before = answer.question.start, self._seen_before(answer)
        topics = tuple(
            TopicBox(
                name=f"topic-{start}-{nth}",
                half=one.text if len(answer.topics) > 1 else "",
                chosen=self._typed(
                    f"topic-{start}-{nth}", before.topics[nth : nth + 1], stands=seen.topics[nth]
                ),
                likely=likely(one.suggestions, text=one.text),
                is_taken=bool(one.suggestions) and one.topic == one.suggestions[0].id and not one.is_likely,
            )
            for nth, one in enumerate(answer.topics)
        )
        typed = _lines(self.data.get(f"answer-{start}", ""))
        is_typed = bool(typed) and _told(typed) != before.sentence
        is_ticked = is_typed or f"confirm-{start}" in self.data or ALL in self.data
        return AnswerBoxes(answer, seen, topics, typed if is_typed else answer.answer, is_typed, is_ticked)

    def _typed(self, name: str, before: Sequence[str], *, stands: str) -> str:
        """Return what was chosen in a box; a choice that an older page showed, untouched, gives way to what stands now."""
        typed = self.data.get(name) if self.is_bound else None
        return stands if typed is None or typed in before else str(typed)

    def _seen_before(self, answer: DraftAnswer) -> SeenAnswer:
        state, _space, rest = str(self.data.get(f"seen-{answer.question.start}", "")).partition(" ")
        sentence, *topics = rest.split(" ")
        return SeenAnswer(state, sentence, tuple(one.removeprefix("=") for one in topics))

    @property
    def confirmations(self) -> list[QuestionConfirmation]:
        """The decisions on each question, as the act takes them: its topic where it is ticked or another was chosen."""
        return [self._confirmation(one) for one in self.questions if one.topics]

    def _confirmation(self, one: AnswerBoxes) -> QuestionConfirmation:
        question, answer = one.answer.question, one.answer
        before = self._seen_before(answer).topics
        chosen = {nth: self.cleaned_data[box.name] for nth, box in enumerate(one.topics)}
        told = {
            nth: topic for nth, topic in chosen.items() if one.is_ticked or topic not in before[nth : nth + 1]
        }
        own = "" if one.sentence == answer.finding.answer.strip() else one.sentence
        return QuestionConfirmation(
            place=(question.start, question.end),
            topics={nth: "" if topic == NONE else topic for nth, topic in told.items() if topic != LATER},
            answer=own if one.is_typed and one.can_be_worded else None,
            shown=self._seen_before(answer).state,
        )

    @property
    def lost(self) -> list[str]:
        """Sentences typed for questions that are not there any more, because the request was split anew."""
        known = {f"answer-{one.answer.question.start}" for one in self.questions}
        typed = {name: _lines(text) for name, text in self.data.items() if name.startswith("answer-")}
        return [text for name, text in typed.items() if text and name not in known]


def _stands(one: QuestionTopic) -> str:
    return one.topic or (NONE if one.is_confirmed else LATER)


def _lines(text: Any) -> str:
    return str(text).replace("\r\n", "\n").strip()


def _told(sentence: str) -> str:
    return digest(sentence.strip())[:16]


def _topic_field(titles: Mapping[str, str]) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=[(LATER, ""), (NONE, ""), *titles.items()],
        required=False,
        error_messages={"invalid_choice": _("Select one of the topics in the list")},
    )
