"""The menu of each duty: its items, where each leads, and the one item to which a page belongs."""

from collections.abc import Callable, Collection
from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchbook.acting.refusals import can
from watchbook.authorisations.permissions import may_read_central_record
from watchbook.authorisations.plan_permissions import may_sign_plans
from watchbook.foi.permissions import may_read_requests
from watchbook.home.registers import may_see_registers
from watchbook.home.reports import may_see_reports
from watchbook.investigations.permissions import may_see_investigations
from watchbook.looks.permissions import may_open_looks, may_read_look_figures, may_supervise_looks
from watchbook.organisation.by_duties import by_duties
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import may_amend_authority, may_confirm_welsh, may_see_people
from watchbook.web.once_a_language import once_a_language

KEPT = 200  # sets of duties


def _everybody(_person: Person) -> None:
    """Everybody who is signed in has a first page."""


class FrameLink(NamedTuple):
    """A link of the frame; in the menu one is that of the section that is shown, or of the page itself."""

    text: str
    href: str
    active: bool = False
    current: bool = False


class MenuItem(NamedTuple):
    """An item: its words, and its addresses by name, of which the first that a person may open is theirs."""

    words: Promise
    places: tuple[tuple[str, Callable[[Person], None]], ...]


HOME, REQUESTS, LOOKS, INVESTIGATIONS = "home", "requests", "looks", "investigations"
AUTHORISATIONS, REGISTERS, REPORTS = "authorisations", "registers", "reports"
PEOPLE, SETTINGS, WELSH = "people", "settings", "welsh"
MENU = {
    HOME: MenuItem(_("Home"), (("home", _everybody),)),
    REQUESTS: MenuItem(_("Requests"), (("foi:requests", may_read_requests),)),
    LOOKS: MenuItem(
        _("Looks"),
        (
            ("looks:looks", may_open_looks),
            ("looks:service", may_supervise_looks),
            ("looks:report", may_read_look_figures),
        ),
    ),
    INVESTIGATIONS: MenuItem(
        _("Investigations"), (("investigations:investigations", may_see_investigations),)
    ),
    AUTHORISATIONS: MenuItem(
        _("Authorisations"),
        (("authorisations:record", may_read_central_record), ("overt_plans:to_sign", may_sign_plans)),
    ),
    REGISTERS: MenuItem(_("Registers"), (("registers", may_see_registers),)),
    REPORTS: MenuItem(_("Reports"), (("reports", may_see_reports),)),
    PEOPLE: MenuItem(_("People"), (("organisation:people", may_see_people),)),
    SETTINGS: MenuItem(_("Settings"), (("organisation:authority", may_amend_authority),)),
    WELSH: MenuItem(_("Welsh"), (("organisation:welsh", may_confirm_welsh),)),
}
# To which item the pages under an address belong; where a menu lacks it, to that of a shorter address, and at last to Home.
SECTIONS = {
    "/foi/": REQUESTS,
    "/disclosure-log": REQUESTS,
    "/retention/rights-": REQUESTS,
    "/looks/": LOOKS,
    "/triage/": LOOKS,
    "/triage/rules/": REGISTERS,
    "/investigations/": INVESTIGATIONS,
    "/investigations/break-glass/": REGISTERS,
    "/evidence/": INVESTIGATIONS,
    "/authorisations/": AUTHORISATIONS,
    "/overt-plans/": AUTHORISATIONS,
    "/registers/": REGISTERS,
    "/governance/": REGISTERS,
    "/oversight/": REGISTERS,
    "/retention/": REGISTERS,
    "/listening/": REGISTERS,
    "/organisation/officers/": REGISTERS,
    "/reports": REPORTS,
    "/defensible/": REPORTS,
    "/services/": REPORTS,
    "/year/": REPORTS,
    "/organisation/": PEOPLE,
    "/organisation/authority/": SETTINGS,
    "/organisation/own-pages/": SETTINGS,
    "/organisation/services/": SETTINGS,
    "/organisation/welsh/": WELSH,
    "/organisation/your-sign-in/": HOME,
    "/organisation/council-sign-in/": HOME,
}
# What an officer does in an investigation whose looks or powers have no item of their own in that menu; and the check of the Welsh.
INSTEAD = {LOOKS: INVESTIGATIONS, AUTHORISATIONS: INVESTIGATIONS, WELSH: SETTINGS}


def menu_of(person: Person, path: str) -> tuple[FrameLink, ...]:
    """The items of a person, of which one is current. No query but for their duties."""
    shown = _shown(person)
    now = current(path, shown)
    return _links(tuple(shown.items()), now, shown.get(now) == path)


@once_a_language(KEPT)
def _links(shown: tuple[tuple[str, str], ...], now: str, is_itself: bool) -> tuple[FrameLink, ...]:
    return tuple(
        FrameLink(str(MENU[name].words), href, active=name == now, current=name == now and is_itself)
        for name, href in shown
    )


@by_duties
def _shown(person: Person) -> dict[str, str]:
    """The items of everybody with these duties, each with its address."""
    shown = {name: place for name, item in MENU.items() if (place := _place(person, item))}
    return {name: place for name, place in shown.items() if name != WELSH or SETTINGS not in shown}


def current(path: str, shown: Collection[str]) -> str:
    """Return the one item of a menu to which a page belongs."""
    under = sorted((start for start in SECTIONS if path.startswith(start)), key=len, reverse=True)
    belongs = [SECTIONS[start] for start in under]
    wanted = [one for name in belongs for one in (name, INSTEAD.get(name, name))]
    return next((one for one in wanted if one in shown), HOME)


def _place(person: Person, item: MenuItem) -> str:
    return next((reverse(name) for name, may in item.places if can(may, person)), "")
