"""Tell the solicitor which law waits for her: the triage rules to adopt, and the entries about offences to confirm."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.states import AuthorisationState
from watchbook.figures.sentences import in_words
from watchbook.governance.law_confirmation.permissions import may_confirm_law
from watchbook.governance.law_confirmation.queries import confirmations, entries_of
from watchbook.governance.rule_set.models import RuleSetAdoption
from watchbook.governance.rule_set.permissions import may_adopt_rule_set
from watchbook.governance.rule_set.queries import adopted_by
from watchbook.home.waiting import Lists, Matters, matter
from watchbook.law.confirmed import confirming
from watchbook.law.offences import Offence
from watchbook.organisation.models import Authority, Person
from watchbook.register.asked_together import Wants
from watchbook.register.written import written
from watchbook.triage.graph import edition

NAMED = 3  # offences of live cases that are named
LIVE = (
    AuthorisationState.SUBMITTED,
    AuthorisationState.RETURNED,
    AuthorisationState.PASSED,
    AuthorisationState.GRANTED,
    AuthorisationState.EFFECTIVE,
)


@written
def _rows(_person: Person, _on: date) -> tuple[QuerySet[Any, Any], ...]:
    live = Authorisation.objects.filter(state__in=LIVE).exclude(offence="").order_by("offence")
    return (
        Authority.objects.order_by("pk").values_list("nation", flat=True),
        confirmations().order_by().values_list("digest", flat=True).distinct(),
        live.values_list("offence", flat=True).distinct(),
    )


def _offences(person: Person, on: date) -> Matters:
    nations, digests, live = _rows(person, on)
    yield Wants(nations, digests, live)
    confirmed, used = frozenset(digests), set(live)
    with confirming(lambda: confirmed):  # so that nobody asks again
        waiting = [
            one for nation in nations for one in entries_of("offence", nation=str(nation)) if not one.verified
        ]
    if not waiting:
        return
    what = ngettext(
        "{count} entry about an offence is waiting for your confirmation",
        "{count} entries about offences are waiting for your confirmation",
        len(waiting),
    ).format(count=len(waiting))
    to_do = _("compare each entry with the law, then confirm the entry")
    if titles := [one.title for one in waiting if isinstance(one, Offence) and one.id in used][:NAMED]:
        to_do = _(
            "{to_do}; start with the offences in current applications and authorisations: {titles}"
        ).format(to_do=to_do, titles=", ".join(dict.fromkeys(titles)))
    yield matter(what, to_do, "governance:law_confirm", "offence")


@written
def _last_adoption(_person: Person, on: date) -> QuerySet[RuleSetAdoption]:
    return adopted_by(on)[:1]


def _rules(person: Person, on: date) -> Matters:
    rows = _last_adoption(person, on)
    yield Wants(rows)
    adopted = next(iter(rows), None)
    if adopted and adopted.edition == edition():
        return
    to_do = _("read the rules in use, then adopt them")
    if adopted:
        to_do = _(
            "the rules have changed since an edition was adopted on {day}: read the rules in use, then adopt them"
        ).format(day=in_words(adopted.adopted_on))
    what = _("The edition of the triage rules in use is not adopted")
    yield matter(what, to_do, "triage:rules_adopt")


LISTS: Lists = ((may_adopt_rule_set, _rules), (may_confirm_law, _offences))
