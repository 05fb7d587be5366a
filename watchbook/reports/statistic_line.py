"""A line of the statistics: one figure of a period and of the days a year before, with what its noughts mean."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.figures.findings import Status, status_words

NOTES = {
    Status.NIL: gettext_lazy("signed statements say that there were none"),
    Status.PARTLY: gettext_lazy("signed statements say that there were none after the register began"),
    Status.NOT_HELD: gettext_lazy("statements signed afterwards say that there were none"),
    Status.TO_BE_SEARCHED: gettext_lazy("not known: the register alone does not show it"),
}


@dataclass(frozen=True)
class StatisticLine:
    """One figure: of the period, and of the days a year before; what an answer says of a nought; the name of the figure of which it is a part."""

    name: str
    title: str
    count: int
    before: int
    status: Status | None = None
    said: str = ""
    part_of: str = ""
    nought: str = ""  # what is told in place of a nought of the period to who has no column for its meaning
    none_before: str = ""  # the same of a nought of the days a year before

    @property
    def note(self) -> str:
        """Say in words what a nought rests on; "" where no answer asks for it."""
        return str(NOTES.get(self.status, status_words(self.status))) if self.status else ""

    @property
    def before_words(self) -> str:
        """The figure of the days before; of a nought, what a report on those days says."""
        return f"{self.before:,}" if self.before else self.none_before or _("none on record")


@dataclass(frozen=True)
class StatisticTable:
    """Lines under a heading."""

    title: str
    lines: tuple[StatisticLine, ...]
