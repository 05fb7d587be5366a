"""Pages of duties: proposed, granted or declined by a second person one by one or as a list, ended."""

from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.organisation import duty as acts
from watchbook.organisation import proposal
from watchbook.organisation import proposals as proposed
from watchbook.organisation.forms import DecideForm, DutyForm, LastDayForm
from watchbook.organisation.introduction import AccountTaking, CodeWrong, is_due, refuse
from watchbook.organisation.late_duty import would_be_late
from watchbook.organisation.lone_administrator import active_administrators, is_for_the_sro, who_decides
from watchbook.organisation.models import Authority, Duty, Person
from watchbook.organisation.permissions import may_end_duty, may_propose_duty_for, may_see_people
from watchbook.organisation.proposals_waiting import proposals_of
from watchbook.organisation.queries import rank_warning, ranks_listed, the_authority, today, with_appointments
from watchbook.organisation.rules import DutyKind
from watchbook.organisation.states import DutyState, IdentityCheck, check_move
from watchbook.web.wording import day, moment

# In black and on a line of its own, above what is known of a proposal.
WHY = '<span class="govuk-body govuk-!-display-block govuk-!-margin-bottom-1">{}</span>{}'


@require_http_methods(["GET", "HEAD", "POST"])
def duty_propose(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A duty put forward for somebody."""
    by = cast(Person, request.user)
    person = get_object_or_404(Person, pk=person_id)
    may_propose_duty_for(by, person)
    form = DutyForm(request.POST or None, initial={"from_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        facts = {"from_on": form.cleaned_data["from_on"], "until_on": form.cleaned_data["until_on"]}
        try:
            row = acts.propose(
                person, kind=DutyKind(form.cleaned_data["kind"]), by=by, at=timezone.now(), **facts
            )
        except (WrongState, NotPermitted) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, who_decides(row))
            if late := would_be_late(facts["from_on"], on=today()):
                messages.warning(request, late)
            return redirect("organisation:person", person.id)
    return render(request, "organisation/duty_propose.html", {"form": form, "person": person})


@require_POST
def duty_decide(request: HttpRequest, duty_id: UUID, *, grants: bool) -> HttpResponse:
    """The second person's yes or no."""
    act = acts.grant if grants else acts.decline
    duty = act(get_object_or_404(Duty, pk=duty_id), by=cast(Person, request.user), at=timezone.now())
    messages.success(request, _("You granted the duty.") if grants else _("You declined the duty."))
    return redirect("organisation:person", duty.person_id)


@require_POST
def duty_take_back(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """A proposal that its proposer takes back."""
    proposal.take_back(get_object_or_404(Duty, pk=duty_id), by=cast(Person, request.user), at=timezone.now())
    messages.success(request, _("You took back the proposal."))
    return redirect("organisation:duties")


@require_http_methods(["GET", "HEAD", "POST"])
def duty_end(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """The last day of a duty; where it has one that is still to come, an earlier one."""
    by = cast(Person, request.user)
    duty = get_object_or_404(Duty.objects.select_related("person"), pk=duty_id)
    may_end_duty(by, duty)
    act = acts.end_earlier if duty.state == DutyState.ENDED else acts.end
    refused = _why_not_end(duty)
    form = LastDayForm(None if refused else request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            act(duty, on=form.cleaned_data["on"], by=by, at=timezone.now())
        except WrongState as refusal:
            form.add_error("on", str(refusal))
        else:
            said = _("You set the last date of the duty to {day}.").format(day=day(form.cleaned_data["on"]))
            messages.success(request, said)
            return redirect("organisation:person", duty.person_id)
    context = {"form": form, "duty": duty, "refused": refused}
    return render(request, "organisation/duty_end.html", context)


def _why_not_end(duty: Duty) -> str:
    """Say why a duty gets no other last date; nothing where it does."""
    try:
        if duty.state == DutyState.ENDED:
            acts.check_can_end_earlier(duty, at=timezone.now())
        else:
            check_move(DutyState(duty.state), to=DutyState.ENDED)
            acts.check_not_over(duty, at=timezone.now())
    except WrongState as refusal:
        return str(refusal)
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
def proposals(request: HttpRequest) -> HttpResponse:
    """The duties that this person may decide, and those that wait for another. Five queries of its own."""
    by = cast(Person, request.user)
    may_see_people(by)
    rows = with_appointments(proposed.proposals_for(by))
    taken = proposed.takings_of(rows)
    refused = {row: proposed.why_not(row, by=by, taking=taken.get(row.person_id)) for row in rows}
    holders = [row.person for row, why in refused.items() if not why and is_due(taken.get(row.person_id))]
    form = DecideForm(
        request.POST or None,
        choices=[(str(row.id), f"{row.person.name}: {row.title}") for row in rows],
        introduced_by=list(dict.fromkeys(holders)),
    )
    if request.method == "POST" and form.is_valid() and _decided(request, form, rows=rows, by=by):
        return redirect("organisation:duties")
    items = [_item(row, why, form=form, listed=_ranks(row), taken=taken) for row, why in refused.items()]
    others = proposals_of(by)
    context = {
        "form": form,
        "items": items,
        "grants": not all(refused.values()),
        "others": others,
        "may_take_back_proposal": proposal.may_take_back_proposal,
        "is_alone": bool(others) and active_administrators() == {by.id},
        "lone": next((row.proposed_by.name for row in rows if is_for_the_sro(row)), ""),
    }
    return render(request, "organisation/duties.html", context)


def _decided(request: HttpRequest, form: DecideForm, *, rows: list[Duty], by: Person) -> bool:
    """All that were ticked; or none, with the reasons on the form."""
    ticked = [row for row in rows if str(row.id) in form.cleaned_data["duties"]]
    grants = form.cleaned_data["answer"] == "grant"
    try:
        done = proposed.decide_all(ticked, grants=grants, by=by, at=timezone.now(), codes=form.codes)
    except proposed.ListRefused as refusal:
        form.add_error(
            "duties",
            _("You did not grant any duties. Deselect the duties named below, then try again")
            if grants
            else _("You did not decline any duties. Deselect the duties named below, then try again"),
        )
        for row, why in refusal.refusals:
            if isinstance(why, CodeWrong):
                refuse(row, by=by, at=timezone.now())
        for row, reason in refusal.duties:
            form.add_error(
                "duties",
                _("{name}, {duty}: {reason}").format(name=row.person.name, duty=row.title, reason=reason),
            )
        return False
    granted = ngettext("You granted one duty.", "You granted {number} duties.", len(done))
    declined = ngettext("You declined one duty.", "You declined {number} duties.", len(done))
    messages.success(request, (granted if grants else declined).format(number=len(done)))
    return True


def account_of(row: Duty) -> str:
    """Say whose account a duty would be given to, of a row of `duties_to_decide`: its address, since when, by whom, and how its link was handed over."""
    how = row.account_known  # type: ignore[attr-defined]  # annotated
    known = (
        _(" The person who made the link recorded how they checked the owner’s identity: “{how}”.").format(
            how=IdentityCheck(how).label
        )
        if how
        else ""
    )
    return _account(row) + known


def taken_words(taking: AccountTaking | None) -> str:
    """Say when an account was taken and by whose link, to whoever decides a duty of its holder; nothing where one person may do all."""
    if not settings.HOLDERS_INTRODUCE_THEMSELVES or taking is None:
        return ""
    if not taking.link_by_name:
        return _("The account was opened on {time}.").format(time=moment(taking.at))
    return _("The account was opened on {time} with a link that {name} made.").format(
        time=moment(taking.at), name=taking.link_by_name
    )


def _account(row: Duty) -> str:
    added = timezone.localdate(row.account_at) if row.account_at else None  # type: ignore[attr-defined]  # annotated
    if added is None:
        return _("Email address: {email}.").format(email=row.person.email)
    same = row.account_by == row.proposed_by_id  # type: ignore[attr-defined]  # annotated
    told = (
        _("Email address: {email}. {name} proposed the duty and added the account, on {day}.")
        if same
        else _("Email address: {email}. {name} added the account, on {day}.")
    )
    name = row.account_name or _("Somebody else")  # type: ignore[attr-defined]  # annotated
    return told.format(email=row.person.email, day=day(added), name=name)


def _ranks(row: Duty) -> tuple[str, ...]:
    if row.kind != DutyKind.AUTHORISING_OFFICER:
        return ()
    return ranks_listed(cast(Authority, the_authority()), on=today())


def _rank_words(row: Duty, *, listed: tuple[str, ...]) -> str:
    said = (
        _("This is not one of the ranks that the law lists: {ranks}, or equivalent.")
        if row.appointment and row.appointment.rank
        else _("No rank is recorded. The law asks for one of these ranks: {ranks}, or equivalent.")
    )
    return said.format(ranks=", ".join(listed))


def _item(
    row: Duty, why: str, *, form: DecideForm, listed: tuple[str, ...], taken: dict[UUID, AccountTaking]
) -> dict[str, Any]:
    """One box: who, which duty, and beneath why it cannot be granted, and what is known of it."""
    until = _(" to {day}").format(day=day(row.until_on)) if row.until_on else ""
    told = [_("From {day}{until}.").format(day=day(row.from_on), until=until)]
    if row.appointment and row.appointment.rank:
        told.append(_("Rank: {rank}.").format(rank=row.appointment.rank))
    if row.appointment and row.appointment.minute:
        told.append(_("Minute: {minute}.").format(minute=row.appointment.minute))
    if rank_warning(row, listed=listed):
        told.append(_rank_words(row, listed=listed))
    told += [_("Proposed by {name}.").format(name=row.proposed_by.name), account_of(row)]
    told += [taken_words(taken.get(row.person_id)), would_be_late(row.from_on, on=today())]
    return {
        "value": str(row.id),
        "text": f"{row.person.name}: {row.title}",
        "hint": {"html": format_html(WHY if why else "{}{}", why, " ".join(filter(None, told)))},
        "checked": str(row.id) in (form["duties"].value() or []),
    }
