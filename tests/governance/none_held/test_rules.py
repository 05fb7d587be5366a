"""On which day “none is held” may be signed."""

from datetime import date

import pytest

from watchbook.governance.none_held.rules import why_not_again, why_not_signed

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("signed_on", "only_today", "says"),
    [
        (TODAY, True, None),
        (TODAY, False, None),
        (date(2019, 9, 1), False, None),
        (date(2019, 9, 1), True, "sign with today’s date, 2026-03-02"),
        (date(2026, 3, 3), False, "The date of signature is in the future"),
        (date(2026, 3, 3), True, "Enter today’s date, 2 March 2026, or come back and sign on 3 March 2026."),
    ],
)
def test_it_is_signed_today_or_where_allowed_was_signed_on_paper_before(signed_on, only_today, says):
    refusal = why_not_signed(signed_on, today=TODAY, only_today=only_today)
    assert refusal is None if says is None else says in refusal


def test_a_signature_that_still_counts_is_named_with_its_days():
    told = why_not_again(date(2026, 3, 2), until=date(2027, 3, 1))
    assert told.startswith(
        "Somebody signed on 2 March 2026 to confirm that none of this kind is held, and the signature counts until 1 March 2027."
    )
