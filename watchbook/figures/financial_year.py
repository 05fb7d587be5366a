"""The authority's financial years, by which a question's `2024/25` is read; no register is asked."""

from datetime import date

from watchbook.law.parameters import number
from watchbook.reading.times.days import FinancialYears


def financial_years(on: date) -> FinancialYears:
    """The authority's financial years, by the rule of a day."""
    return FinancialYears(number("authority.financial_year.first_month", on=on))
