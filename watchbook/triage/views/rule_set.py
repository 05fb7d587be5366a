"""The rules in use: whether they are adopted, the whole graph for the policy's annex, and trying out another rule."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.audit_log.queries import events_about
from watchbook.governance.law_confirmation.queries import law_here
from watchbook.governance.rule_set import rule_set
from watchbook.governance.rule_set.models import RuleSetAdoption
from watchbook.governance.rule_set.permissions import may_adopt_rule_set, may_read_rule_set
from watchbook.governance.rule_set.queries import adopted_rule_set, adoption_by_id, adoptions
from watchbook.governance.rule_set.rule_set import Rules
from watchbook.law.codes import cited
from watchbook.law.provisions import provision
from watchbook.organisation.queries import the_authority, today
from watchbook.register.views.acting import METHODS, reader
from watchbook.triage import annex, drawing
from watchbook.triage.forms import EmptyForm, ReplayForm, RuleSetAdoptionForm
from watchbook.triage.graph import current, edition
from watchbook.triage.permissions import may_try_out_rules
from watchbook.triage.policy_replay import Replay, try_out
from watchbook.triage.supposed import Supposition, value_of
from watchbook.triage.views.found import attempt
from watchbook.web.long_list import cut

ORDERS = {"edition": "edition", "on": "adopted_on", "by": "recorded_by__name"}


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The edition in use, what of it is confirmed, and what was adopted."""
    may_read_rule_set(reader(request))
    offences = law_here("offence")
    context = {
        "edition": edition(),
        "adopted": adopted_rule_set(on=today()),
        "adoptions": cut(request, adoptions(), sort=ORDERS),
        "offences": len(offences),
        "confirmed": sum(one.verified for one in offences),
        "may_adopt_rule_set": may_adopt_rule_set,
        "may_try_out_rules": may_try_out_rules,
    }
    return render(request, "triage/rules.html", context)


@require_safe
def order(request: HttpRequest) -> HttpResponse:
    """The whole order of decision, to read and to print."""
    may_read_rule_set(reader(request))
    whole = current()
    context = {
        "graph": whole,
        "edition": edition(),
        "nodes": [(node, sorted(set(whole.facts_of(node.condition)))) for node in whole.nodes.values()],
        "answers": whole.wording["answers"],
        "cited_as": _cited_as,
    }
    return render(request, "triage/order.html", context)


@require_safe
def order_svg(request: HttpRequest) -> HttpResponse:
    """The same as a drawing."""
    may_read_rule_set(reader(request))
    return _file(drawing.svg(current()), media_type="image/svg+xml", name=f"triage-{current().version}.svg")


@require_safe
def order_text(request: HttpRequest) -> HttpResponse:
    """The same as text."""
    may_read_rule_set(reader(request))
    text, name = drawing.text(current()), f"triage-{current().version}.txt"
    return _file(text, media_type="text/plain; charset=utf-8", name=name)


@require_http_methods(METHODS)
def rules_adopt(request: HttpRequest) -> HttpResponse:
    """The solicitor adopts the edition in use."""
    may_adopt_rule_set(reader(request))
    form = RuleSetAdoptionForm(request.POST or None, initial={"adopted_on": today()})

    def act() -> RuleSetAdoption:
        told = form.cleaned_data
        return rule_set.adopt(
            rules_in_use(),
            adopted_on=told["adopted_on"],
            exceptions=told["exceptions"],
            by=reader(request),
            at=timezone.now(),
        )

    if request.method == "POST" and attempt(form, act) is not None:
        messages.success(request, _("The rules are adopted."))
        return redirect("triage:rules")
    context = {"form": form, "edition": edition(), "back_url": reverse("triage:rules")}
    return render(request, "triage/rules_adopt.html", context)


@require_safe
def adoption(request: HttpRequest, adoption_id: UUID) -> HttpResponse:
    """What was adopted, in the words in which it was."""
    may_read_rule_set(reader(request))
    row = _adoption_or_404(adoption_id)
    context = {"adoption": row, "events": events_about(row.id), "may_adopt_rule_set": may_adopt_rule_set}
    return render(request, "triage/adoption.html", context)


@require_safe
def adoption_file(request: HttpRequest, adoption_id: UUID) -> HttpResponse:
    """The criteria and the process as they were adopted, as a file that goes with an answer."""
    may_read_rule_set(reader(request))
    row = _adoption_or_404(adoption_id)
    content = f"{row.criteria}\n\n{row.process}\n"
    return _file(
        content,
        media_type="text/plain; charset=utf-8",
        name=f"rules-adopted-{row.adopted_on.isoformat()}.txt",
    )


@require_http_methods(METHODS)
def adoption_take_back(request: HttpRequest, adoption_id: UUID) -> HttpResponse:
    """Take back an adoption that was entered by mistake."""
    may_adopt_rule_set(reader(request))
    row = _adoption_or_404(adoption_id)
    form = EmptyForm(request.POST if request.method == "POST" else None)

    def act() -> RuleSetAdoption:
        return rule_set.take_back(row, by=reader(request), at=timezone.now())

    if request.method == "POST" and attempt(form, act) is not None:
        messages.success(request, _("The adoption of the rules was taken back."))
        return redirect("triage:rules")
    context = {"form": form, "adoption": row, "back_url": reverse("triage:adoption", args=[adoption_id])}
    return render(request, "triage/adoption_take_back.html", context)


@require_http_methods(METHODS)
def replay(request: HttpRequest) -> HttpResponse:
    """Which saved assessments a changed rule would change."""
    may_try_out_rules(reader(request))
    form = ReplayForm(request.POST or None)

    def act() -> Replay:
        told = form.cleaned_data
        values = {told["name"]: value_of(told["name"], told["value"])} if told["name"] else {}
        return try_out(Supposition(values=values, on=told["on"]), by=reader(request), at=timezone.now())

    found = attempt(form, act) if request.method == "POST" else None
    return render(
        request, "triage/replay.html", {"form": form, "found": found, "back_url": reverse("triage:rules")}
    )


def rules_in_use() -> Rules:
    """The edition in use, in words."""
    whole = current()
    return Rules(
        edition=edition(),
        criteria=annex.criteria(whole),
        process=annex.process(whole),
        annex=drawing.text(whole),
    )


def _cited_as(cites: str) -> str:
    """What a reason cites, as at today in the authority's nation; the threshold's exception depends on the offence."""
    authority = the_authority()
    if "{" in cites or authority is None:
        return provision("ripa.art7A.3.b").title
    return cited(cites, nation=str(authority.nation), on=today()).title


def _adoption_or_404(adoption_id: UUID) -> RuleSetAdoption:
    row = adoption_by_id(adoption_id)
    if row is None:
        raise Http404
    return row


def _file(content: str, *, media_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
