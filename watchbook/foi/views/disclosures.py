"""Pages on which an answer is worded for the public, looked at, published, corrected and withdrawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.queries import events_about
from watchbook.foi.disclosure_log import publication as acts
from watchbook.foi.disclosure_log.how_we_know import told
from watchbook.foi.disclosure_log.text import from_letter, proposed, small_figures, without_small
from watchbook.foi.forms.disclosures import (
    ConfirmForm,
    EntryWordingForm,
    TakeBackEntryForm,
    beginning,
    wording_form,
)
from watchbook.foi.frozen_answers import PublicAnswer, as_data
from watchbook.foi.models import Request, SentAnswer
from watchbook.foi.permissions import (
    may_correct_publication,
    may_publish_answer,
    may_read_requests,
    may_withdraw_publication,
)
from watchbook.foi.published import Publication
from watchbook.foi.queries import asker_of, days_of_searches, editions_of, newest_edition, publication_of
from watchbook.foi.small_parts import small_parts
from watchbook.reading.personal_words import Asker, parts_of_name, personal_words
from watchbook.reading.topics.matching import catalogue
from watchbook.register.views.acting import METHODS, acted, done, or_404, reader
from watchbook.web.wording import day

MAY = {
    "may_correct_publication": may_correct_publication,
    "may_withdraw_publication": may_withdraw_publication,
}
TITLED_BY = 1  # topics that a proposed title names


@dataclass(frozen=True)
class _Offer:
    """What is to be worded: whose it is, what the wording replaces, what it begins with."""

    heading: str
    caption: str
    back_url: str
    base: tuple[PublicAnswer, ...]
    begun: tuple[PublicAnswer, ...]
    title: str
    asker: Asker
    request: Request | None = None


@require_http_methods(METHODS)
def publication_new(http: HttpRequest, reference: str) -> HttpResponse:
    """Word the answer to a request for the public, look at it, publish it."""
    by = reader(http)
    may_publish_answer(by)
    row = get_object_or_404(Request, reference=reference)
    sent = SentAnswer.objects.filter(request=row).first()
    if sent is None:
        raise WrongState(
            _(
                "You cannot publish the answer to {reference} yet: it has not been sent. Send the answer first, because we publish the answer that we sent."
            ).format(reference=reference)
        )
    if public := publication_of(reference):
        return redirect("foi:publication", public.reference)
    answers = from_letter(sent.answers, searched_on=days_of_searches(reference))
    asker = asker_of(reference)
    offer = _Offer(
        heading=_("Publish the answer"),
        caption=reference,
        back_url=reverse("foi:request", args=[reference]),
        base=answers,
        begun=proposed(answers, asker=asker),
        title=_proposed_title(row, answers),
        asker=asker,
        request=row,
    )

    def act(wording: dict[str, Any]) -> Publication:
        return acts.publish(sent, **wording, by=by, at=timezone.now())

    return _worded(http, offer, act)


@require_http_methods(METHODS)
def publication_correct(http: HttpRequest, publication_reference: str) -> HttpResponse:
    """Word the next edition of an entry."""
    by = reader(http)
    may_correct_publication(by)
    row = _shown_or_refused(publication_reference)
    answers = tuple(PublicAnswer(**{**one, "searched": tuple(one["searched"])}) for one in row.answers)
    offer = _Offer(
        heading=_("Correct the entry"),
        caption=row.reference,
        back_url=reverse("foi:publication", args=[row.reference]),
        base=answers,
        begun=without_small(answers),
        title=row.title,
        asker=asker_of(row.request_reference),
    )

    def act(wording: dict[str, Any]) -> Publication:
        return acts.correct(row, **wording, by=by, at=timezone.now())

    return _worded(http, offer, act)


@require_safe
def publication(http: HttpRequest, publication_reference: str) -> HttpResponse:
    """An entry with all its editions, for those who answer and check."""
    may_read_requests(reader(http))
    editions = or_404(editions_of(publication_reference) or None)
    newest = editions[-1]
    withdrawal = getattr(newest, "withdrawal", None)
    subjects = [one.id for one in editions] + ([withdrawal.id] if withdrawal else [])
    context = {
        "row": newest,
        "withdrawal": withdrawal,
        "editions": editions,
        "deleted": sorted({*range(1, newest.edition)} - {one.edition for one in editions}),
        "events": events_about(*subjects),
        "told": told(newest.answers),
        "small": {} if withdrawal else _small(newest),
        **MAY,
    }
    return render(http, "foi/publication.html", context)


def _small(row: Publication) -> dict[str, list[str]]:
    """The parts of each answer that may not be public and are, by the number of its question."""
    found = {one["number"]: small_parts(one["answer"]) for one in row.answers}
    return {number: parts for number, parts in found.items() if parts}


@require_http_methods(METHODS)
def publication_withdraw(http: HttpRequest, publication_reference: str) -> HttpResponse:
    """Take an entry back with the reason that will stand at its address."""
    by = reader(http)
    may_withdraw_publication(by)
    row = _shown_or_refused(publication_reference)
    form_class = type("WithdrawForm", (TakeBackEntryForm,), {"asker": asker_of(row.request_reference)})
    form = form_class(http.POST or None)
    if form.is_valid():
        acts.withdraw(row, reason=form.cleaned_data["reason"], by=by, at=timezone.now())
        return done(
            http,
            _("The entry was withdrawn. Its web address now shows a page with the reason."),
            "foi:publication",
            row.reference,
        )
    return render(http, "foi/publication_withdraw.html", {"form": form, "row": row})


def _shown_or_refused(reference: str) -> Publication:
    row = or_404(newest_edition(reference))
    if hasattr(row, "withdrawal"):
        raise WrongState(
            _(
                "You cannot change the entry {reference}: it was withdrawn. Publish the answer again as a new entry."
            ).format(reference=reference)
        )
    return row


def _worded(http: HttpRequest, offer: _Offer, act: Callable[[dict[str, Any]], Publication]) -> HttpResponse:
    """Step by step: the boxes, the page as the public will see it with two confirmations, the act."""
    form_class = wording_form(offer.base, asker=offer.asker)
    step = http.POST.get("step", "")
    if http.method != "POST":
        return _boxes(http, offer, form_class(initial=beginning(offer.begun, title=offer.title)))
    form = form_class(http.POST)
    if not form.is_valid() or step == "change":
        return _boxes(http, offer, form)
    confirmed = ConfirmForm(http.POST if step == "publish" else None)
    wording = {"title": form.cleaned_data["title"], "answers": form.answers}
    if published := acted(confirmed, lambda: act(wording | confirmed.cleaned_data)):
        said = _("Published as {reference}.").format(reference=published.reference)
        return done(http, said, "foi:publication", published.reference)
    return _preview(http, offer, form, confirmed)


def _boxes(http: HttpRequest, offer: _Offer, form: EntryWordingForm) -> HttpResponse:
    context = {
        "form": form,
        "offer": offer,
        "pointed_out": _pointed_out(offer),
        "status_of": [one.status for one in told(as_data(offer.base))],
        "small": small_figures(offer.begun),
    }
    return render(http, "foi/publication_new.html", context)


def _preview(
    http: HttpRequest, offer: _Offer, form: EntryWordingForm, confirmed: ConfirmForm
) -> HttpResponse:
    answers = form.answers
    context = {
        "form": confirmed,
        "offer": offer,
        "title": form.cleaned_data["title"],
        "told": told(as_data(answers)),
        "typed": [(name, form.cleaned_data[name]) for name in form.fields],
        "small": small_figures(answers),
    }
    return render(http, "foi/publication_preview.html", context)


def _pointed_out(offer: _Offer) -> list[tuple[str, list[str]]]:
    """By question, what was taken out of what was sent, and the requester's single names that still stand there."""
    listed = []
    for before, now in zip(offer.base, offer.begun, strict=True):
        texts = [f"{one['register']} {one['terms']}" for one in before.searched]
        texts = [before.question, before.answer, *texts]
        found = [one.text for text in texts for one in personal_words(text, asker=offer.asker)]
        for text in (now.question, now.answer):
            found += parts_of_name(text, asker=offer.asker)
        if found:
            listed.append((before.number, list(dict.fromkeys(found))))
    return listed


def _proposed_title(row: Request, answers: Sequence[PublicAnswer]) -> str:
    titles = {topic.id: topic.title for topic in catalogue()}
    named = list(dict.fromkeys(titles[one.topic] for one in answers if one.topic in titles))
    if len(named) > TITLED_BY:
        return _("How we look at social media: request of {day}").format(day=day(row.received_on))
    return ("; ".join(named) or _("Request received on {day}").format(day=day(row.received_on)))[
        : acts.TITLE_LENGTH
    ]
