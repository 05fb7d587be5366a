"""Pages of one question: what it is taken for, what the registers say, a search by hand, the sentence that goes out."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.figures.findings import Status
from watchbook.files.download import came
from watchbook.foi.draft import search as search_by_hand
from watchbook.foi.draft import topic_choice, worded_answer
from watchbook.foi.draft.answer import Draft, DraftAnswer
from watchbook.foi.draft.drafting import draft_of
from watchbook.foi.draft.search import SearchParticulars
from watchbook.foi.forms.answering import NONE, OTHER, SearchForm, TopicForm, WordingForm
from watchbook.foi.frozen_answers import digest_of_finding
from watchbook.foi.letter.question_heading import headings
from watchbook.foi.models import Request, Search, TopicChoice, Wording
from watchbook.foi.permissions import may_choose_topic, may_read_requests, may_record_search, may_word_answer
from watchbook.foi.queries import is_sent, later_search, request_or_404
from watchbook.foi.request.spans import asked, question_at
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.reading.split.questions import above
from watchbook.reading.topics.matching import catalogue
from watchbook.register.views.acting import METHODS, acted, done, reader, sent_file

MAY = {
    "may_choose_topic": may_choose_topic,
    "may_record_search": may_record_search,
    "may_word_answer": may_word_answer,
}


@require_safe
def question(http: HttpRequest, reference: str, number: str) -> HttpResponse:
    """One question: its topics, what the registers say, the sentence, the checks that name it."""
    may_read_requests(reader(http))
    row, drafted, answered = _found(reference, number)
    return _page(http, row, drafted=drafted, answered=answered)


@require_http_methods(METHODS)
def question_topic(http: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Say what the question is about."""
    may_choose_topic(reader(http))

    def act(row: Request, form: TopicForm, **facts: Any) -> TopicChoice:
        return topic_choice.choose(row, topic=form.chosen, half=form.half, **facts)

    said = _("The question’s topic was recorded.")
    return _decided(http, reference, number, name="topic_form", form_of=_topic_form, act=act, said=said)


@require_http_methods(METHODS)
def question_wording(http: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Write a sentence over the drafted one, or let the drafted one stand again."""
    may_word_answer(reader(http))

    def act(row: Request, form: WordingForm, **facts: Any) -> Wording:
        return worded_answer.word(row, answer=form.own, **facts)

    said = _("The sentence was recorded.")
    return _decided(http, reference, number, name="wording_form", form_of=_wording_form, act=act, said=said)


def _decided(
    http: HttpRequest, reference: str, number: str, *, name: str, form_of: Any, act: Any, said: str
) -> HttpResponse:
    """One of the two decisions that the question's own page has boxes for."""
    row, drafted, answered = _found(reference, number)
    if http.method != "POST":
        return redirect("foi:question", reference, number)
    form = form_of(answered, data=http.POST)
    facts = _place(answered) | {"by": reader(http), "at": timezone.now()}
    if acted(form, lambda: act(row, form, **facts)):
        return done(http, said, "foi:question", reference, number)
    return _page(http, row, drafted=drafted, answered=answered, **{name: form})


def _place(answered: DraftAnswer) -> dict[str, Any]:
    return {"start": answered.question.start, "end": answered.question.end}


@require_http_methods(METHODS)
def question_search(http: HttpRequest, reference: str, number: str) -> HttpResponse:
    """Record a search by hand; what the registers were asked stands in its boxes already."""
    by = reader(http)
    may_record_search(by)
    row, _drafted, answered = _found(reference, number)
    if http.method != "POST" and is_sent(row):
        return redirect("foi:question", reference, number)  # which says that the answer was sent
    form = SearchForm(
        http.POST or None,
        http.FILES or None,
        people=Person.objects.active().order_by("name"),
        asks_how_many=answered.facets is not None and "count" in answered.facets.kinds,
        initial=_looked_already(answered, made_before=http.GET.get("from", ""))
        | {"searched_on": today(), "searched_by": str(by.id)},
    )
    facts = _place(answered) | {"by": by, "at": timezone.now()}

    def act() -> Search:
        return search_by_hand.record(row, particulars=_particulars(form), file=sent_file(form), **facts)

    if made := acted(form, act):
        said = _("The search was recorded as {reference}.").format(reference=made.reference)
        return done(http, said, "foi:question", reference, number)
    return render(http, "foi/question_search.html", {"row": row, "answer": answered, "form": form})


@require_safe
def search(http: HttpRequest, reference: str, search_reference: str) -> HttpResponse:
    """The certificate of a search by hand, to read and print."""
    may_read_requests(reader(http))
    row = _search_or_404(reference, search_reference)
    context = {
        "search": row,
        "row": row.request,
        "question": question_at(row.request, start=row.start, end=row.end),
        "words": row.request.text[row.start : row.end],
        "later": later_search(row),
    }
    return render(http, "foi/search.html", context)


@require_safe
def search_file(http: HttpRequest, reference: str, search_reference: str) -> HttpResponse:
    """The file that a search kept, as a download."""
    may_read_requests(reader(http))
    row = _search_or_404(reference, search_reference)
    if not row.file_sha256:
        raise Http404
    return came(http, row.file_sha256, name=row.file_name)


def _search_or_404(reference: str, search_reference: str) -> Search:
    rows = Search.objects.select_related("request", "searched_by", "recorded_by")
    return get_object_or_404(rows, request__reference=reference, reference=search_reference)


def _found(reference: str, number: str) -> tuple[Request, Draft, DraftAnswer]:
    """The request, the draft of the answer to one question alone, and that answer; or 404."""
    row = request_or_404(reference)
    drafted = draft_of(row, only=number)
    for answered in drafted.answers:
        return row, drafted, answered
    raise Http404


def _page(
    http: HttpRequest, row: Request, *, drafted: Draft, answered: DraftAnswer, **forms: Any
) -> HttpResponse:
    questions = asked(row)
    numbers = [one.number for one in questions]
    at = numbers.index(answered.question.number)
    context = {
        "row": row,
        "answer": answered,
        "titles": {one.id: one.title for one in catalogue()},
        "stems": [one for one in questions if one.number in above(numbers[at])],
        "checks": [check for check in drafted.checks if numbers[at] in check.questions],
        "heading": headings({one.number: one.marker for one in questions})[numbers[at]],
        "before": numbers[at - 1] if at else "",
        "after": numbers[at + 1] if at + 1 < len(numbers) else "",
        "position": (at + 1, len(numbers)),
        "is_sent": hasattr(row, "sent"),
        "is_open": answered.finding.status is Status.TO_BE_SEARCHED,
        "wording_form": _wording_form(answered),
    }
    sent = forms.pop("topic_form", None)
    context["topic_forms"] = [
        sent if sent and sent.half == half else _form_of_half(answered, half)
        for half in range(len(answered.topics))
    ]
    return render(http, "foi/question.html", context | MAY | forms)


def _topic_form(answered: DraftAnswer, *, data: Any) -> TopicForm:
    """The form that was sent, of one half of the question."""
    half = str(data.get("half", ""))
    return _form_of_half(
        answered, int(half) if half in map(str, range(len(answered.topics))) else 0, data=data
    )


def _form_of_half(answered: DraftAnswer, half: int, *, data: Any = None) -> TopicForm:
    """The best topics as answers; the topic it is taken for is chosen, and without one nothing is."""
    of = answered.topics[half]
    initial = {"topic": NONE} if of.is_confirmed else {}
    if of.topic:
        is_suggested = of.topic in {one.id for one in of.suggestions}
        initial = {"topic": of.topic} if is_suggested else {"topic": OTHER, "other": of.topic}
    return TopicForm(data, of=of, half=half, catalogue=catalogue(), initial=initial)


def _wording_form(answered: DraftAnswer, *, data: Any = None) -> WordingForm:
    found, initial = answered.finding, {"answer": answered.answer}
    return WordingForm(data, drafted=found.answer, over=digest_of_finding(found), initial=initial)


def _looked_already(answered: DraftAnswer, *, made_before: str) -> dict[str, str]:
    """Return where a register, or an earlier search to be made again, looked and for what: what it found proves nothing."""
    if earlier := Search.objects.filter(reference=made_before.replace("\0", "")).first():
        return {"where": earlier.where, "terms": earlier.terms}
    searched = answered.finding.searched
    return {
        "where": "\n".join(dict.fromkeys(one.register for one in searched)),
        "terms": "\n".join(dict.fromkeys(one.terms for one in searched)),
    }


def _particulars(form: SearchForm) -> SearchParticulars:
    told = form.cleaned_data
    names = ("where", "terms", "searched_on", "result", "outcome", "answer")
    return SearchParticulars(**{name: told[name] for name in names}, searched_by=form.searcher)
