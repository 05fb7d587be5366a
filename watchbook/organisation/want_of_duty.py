"""A refusal because the reader holds none of the duties that an act needs: who can, and whom this reader asks."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from watchbook.acting.refusals import NotPermitted
from watchbook.organisation.rules import TITLES, DutyKind, joinings_of, one_of


def want_of_duty(held: frozenset[str], named: Iterable[DutyKind], *, to: str) -> NotPermitted:
    """Return the refusal of somebody who holds these duties and would need one of those, each of which counts once."""
    kinds = tuple(dict.fromkeys(named))
    most = 2 * len(kinds) > len(DutyKind)  # a list, for they would drown the sentence
    unnamed: tuple[object, ...] = tuple(TITLES[kind] for kind in kinds) if most else ()
    return NotPermitted(
        lambda: _says(held, kinds, to=to, names_them=not most),
        duties=unnamed,
        how_to_ask=lambda: _how_to_ask(held, kinds),
    )


def _says(held: frozenset[str], kinds: Sequence[DutyKind], *, to: str, names_them: bool) -> str:
    """Say who alone can do something, and why this reader may never; else whom to ask for the duty."""
    said = (
        _("You cannot {to}: only {titles} can.").format(to=to, titles=one_of(kinds))
        if names_them
        else _("You cannot {to}: your duties do not allow this.").format(to=to)
    )
    return f"{said} {_why_never(held, kinds) or _asked(held, one=len(kinds) == 1, names_them=names_them)}"


def _asked(held: frozenset[str], *, one: bool, names_them: bool) -> str:
    """Say whom to ask for a duty: an administrator asks another one."""
    is_administrator = DutyKind.SYSTEM_ADMINISTRATOR in held
    if not names_them:
        return (
            _("If you should hold a duty that allows it, ask another system administrator.")
            if is_administrator
            else _("If you should hold a duty that allows it, ask a system administrator.")
        )
    if is_administrator:
        return (
            _("If you should hold this duty, ask another system administrator.")
            if one
            else _("If you should hold one of these duties, ask another system administrator.")
        )
    return (
        _("If you should hold this duty, ask a system administrator.")
        if one
        else _("If you should hold one of these duties, ask a system administrator.")
    )


def _why_never(held: frozenset[str], kinds: Sequence[DutyKind]) -> str:
    """Say why none of these duties is ever joined with those held; nothing where one could be."""
    met = [next((one for one in joinings_of({*held, kind}) if one.forbidden), None) for kind in kinds]
    first = met[0]
    return "" if first is None or None in met else str(first.why)


def _how_to_ask(held: frozenset[str], kinds: Sequence[DutyKind]) -> str:
    if _why_never(held, kinds):
        return (
            _(
                "You cannot hold this duty as well as your own. If your work needs something that only this duty allows, ask a person who holds it."
            )
            if len(kinds) == 1
            else _(
                "You cannot hold any of these duties as well as your own. If your work needs something that only these duties allow, ask a person who holds one of them."
            )
        )
    if DutyKind.SYSTEM_ADMINISTRATOR in held:
        return _(
            "Tell another system administrator which duty you need and why your work needs it. One administrator proposes the duty, and another person grants it."
        )
    return _(
        "Tell a system administrator which duty you need and why your work needs it. The administrator proposes the duty, and another person grants it."
    )
