"""What the authority may choose for its thresholds of drift: as strict as the rules propose, or stricter. Pure."""

from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext as _

from watchbook.law.parameters import number, parameter_entries

AREA = "authority.drift."


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which look amber and red, over how many days, from how many others, and which hours are night (London)."""

    amber_look: int
    red_look: int
    window_days: int
    collateral_handles: int
    night_from_hour: int
    night_until_hour: int

    @property
    def by_parameter(self) -> dict[str, int]:
        """The values by the names that the law data gives them."""
        return {f"{AREA}{name}": value for name, value in asdict(self).items()}


def first_day() -> date:
    """Return the day from which the rules propose thresholds: of an earlier look nobody could say how often is too often."""
    return parameter_entries(f"{AREA}amber_look")[0].since


# Of these a higher number is the stricter one: a longer window, a night that ends later.
STRICTER_IF_HIGHER = frozenset({"window_days", "night_until_hour"})


def proposed(*, on: date) -> Thresholds:
    """What the rules propose on a day."""
    return Thresholds(**{name: number(f"{AREA}{name}", on=on) for name in Thresholds.__slots__})


def laxer(chosen: Thresholds, *, on: date) -> tuple[str, ...]:
    """The names of those that would be laxer than the rules propose on a day."""
    by_law, mine = asdict(proposed(on=on)), asdict(chosen)
    return tuple(
        name
        for name, least in by_law.items()
        if (mine[name] < least if name in STRICTER_IF_HIGHER else mine[name] > least)
    )


def why_not_set(chosen: Thresholds, *, from_on: date, today: date) -> str | None:
    """Why these cannot be set from a day, or None. What was decided by the rules of a day is not changed afterwards."""
    if from_on <= today:
        return _(
            "The date is not in the future. Enter a future date, so that earlier decisions stay as they are."
        )
    if laxer(chosen, on=from_on):
        return _(
            "At least one limit is less strict than the rules propose. Compare each limit with the number that the rules propose for it."
        )
    if min(asdict(chosen).values()) < 0 or min(chosen.amber_look, chosen.collateral_handles) < 1:
        return _("A limit is below 1. Enter 1 or more.")
    if chosen.night_from_hour <= chosen.night_until_hour:
        return _(
            "The night does not run past midnight. Enter a lower hour for its end than for its beginning, such as from 22 until 6."
        )
    if chosen.amber_look > chosen.red_look:
        return _(
            "The look that needs a reason must come no later than the look that needs a plan. Enter a lower number for the reason."
        )
    return None
