"""A period: the days that a question asks about and a figure covers."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Period:
    """The days a figure covers, both included."""

    first_on: date
    last_on: date
