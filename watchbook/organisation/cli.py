"""`watchbook found` and `watchbook recover`: the authority and its first two system administrators, once per database, at set-up."""

import json
import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.organisation import recovery, sign_in
from watchbook.organisation.founding import Administrator, found
from watchbook.organisation.models import Lost, Nation, Person
from watchbook.organisation.operator_decision import only_the_operator_decides
from watchbook.organisation.queries import open_recovery_of
from watchbook.organisation.recovery_wait import opens_at
from watchbook.organisation.states import CHECKED, IdentityCheck, RecoveryState
from watchbook.web.wording import moment

ADDRESS = re.compile(r"\s*(?P<name>[^<>]+?)\s*<(?P<email>[^<>\s]+)>\s*")


def add_commands(subparsers: Any) -> None:  # argparse's own type is private
    """Register `found` and `recover`."""
    text = "begin the register: the authority and its first two system administrators; prints their one-time links"
    command: ArgumentParser = subparsers.add_parser("found", help=text, description=text)
    command.add_argument("--name", required=True, help="the authority's name")
    command.add_argument("--nation", required=True, choices=Nation.values)
    command.add_argument(
        "--administrator",
        required=True,
        action="append",
        type=administrator,
        metavar="'NAME <EMAIL>'",
        help="give it twice: two people, since it takes two to grant a duty",
    )
    command.add_argument("--json", action="store_true", help="data as JSON lines")
    command.set_defaults(run=run_found, needs_database=True)
    _add_recover(subparsers)


def _add_recover(subparsers: Any) -> None:
    text = "agree to a recovery that an administrator asked for and nobody else can decide; after its wait, complete it"
    command: ArgumentParser = subparsers.add_parser("recover", help=text, description=text)
    command.add_argument("email", help="the address of the account")
    command.add_argument(
        "--identity",
        required=True,
        choices=[one.value for one in CHECKED],
        help="how you made sure of the owner",
    )
    command.set_defaults(run=run_recover, needs_database=True)


def run_recover(args: Namespace) -> int:
    """Do the next step of a recovery as the second person, and say what comes then."""
    try:
        print(_recovered(args.email, identity=IdentityCheck(args.identity)))
    except (WrongState, NotPermitted) as refusal:
        print(refusal)
        return 1
    return 0


@transaction.atomic
def _recovered(email: str, *, identity: IdentityCheck) -> str:
    at, system = timezone.now(), Person.objects.get(is_system=True)
    row = open_recovery_of(Person.objects.filter(email__iexact=email).first() or system)
    if row is None:
        raise WrongState(
            _(
                "You cannot recover this account: no recovery is under way. Ask an administrator to request the recovery, or the "
                "senior responsible officer if the account belongs to the only administrator."
            )
        )
    if not only_the_operator_decides(row):
        raise NotPermitted(
            _(
                "You cannot decide on this recovery: another system administrator or the senior responsible officer can. Ask one of them."
            )
        )
    if row.state == RecoveryState.ASKED:
        row = recovery.agree(row, by=system, at=at)
        said = _(
            "You agreed to the recovery. Everybody with an account sees the recovery under “Your work”. To complete the recovery, run this command again after "
            "{time}."
        )
        opens = opens_at(row)
        return said.format(time=moment(opens) if opens else "")
    if row.lost == Lost.SECOND_FACTOR:
        recovery.remove_second_factor(row, identity=identity, by=system, at=at)
        return _(
            "You removed the second factor. The owner can sign in with their password and set up a new second factor."
        )
    return recovery.make_link(row, identity=identity, by=system, at=at)


def administrator(text: str) -> Administrator:
    """`Ada Fenwick <ada@council.gov.uk>` as a person."""
    parts = ADDRESS.fullmatch(text)
    try:
        validate_email(parts["email"] if parts else "")
    except ValidationError:
        raise ArgumentTypeError(
            _("write the name and address as “Ada Fenwick <ada@council.gov.uk>”")
        ) from None
    assert parts is not None  # noqa: S101  # an empty address was refused in the line above
    return Administrator(name=parts["name"], email=parts["email"])


def run_found(args: Namespace) -> int:
    """Found the register and print each administrator's link."""
    try:
        links = _found(args)
    except WrongState as refusal:
        error = {
            "what": _("The register was not set up."),
            "why": str(refusal),
            "next": _("Nothing was changed."),
        }
        print(json.dumps({"file": None, "error": error}, ensure_ascii=False))
        return 1
    for email, path in links.items():
        print(json.dumps({"administrator": email, "link": path}) if args.json else f"{email}: {path}")
    if not args.json:
        print(
            _(
                "Put Watchbook’s web address in front of each link. Each administrator can use their link once, within three days, to set a password."
            )
        )
    return 0


@transaction.atomic
def _found(args: Namespace) -> dict[str, str]:
    if len(args.administrator) != 2:
        raise WrongState(
            _("You cannot begin a register without exactly two administrators. Give --administrator twice.")
        )
    at = timezone.now()
    first, second = args.administrator
    found(name=args.name, nation=Nation(args.nation), administrators=(first, second), at=at)
    system = Person.objects.get(is_system=True)
    people = Person.objects.filter(is_system=False)
    return {person.email: sign_in.make_link(person, identity=None, by=system, at=at) for person in people}
