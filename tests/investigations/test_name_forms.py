"""One name, however it is written down."""

import pytest

from watchbook.investigations.subject import name_forms


@pytest.mark.parametrize(
    "written",
    [
        "Zoë O’Neill-Roe",
        "Zoe ONeill Roe",
        "O'Neill-Roe, Zoë",
        "Mrs Zoë O’Neill-Roe",
        "Dr. Zoë O’Neill-Roe",
        "ROE ONEILL ZOE",
        "Zoë O’Neill-Roe (builder)",
        "O’Neill-Roe, Dr Zoë [of Wrexham]",
        "Zoë O’Neill-Roe (builder",
    ],
)
def test_it_has_one_form_however_it_is_written(written):
    assert name_forms(written) == {written, "oneill roe zoe"}


def test_another_name_has_another_form():
    assert name_forms("Jane Roe") & name_forms("Jane Roe-Drax") == set()
    assert name_forms("Missy Drax") & name_forms("Drax") == set()
    assert name_forms("Missy Drax") & name_forms("Miss Y Drax") == set()


@pytest.mark.parametrize("written", ["(unknown)", "Acme", "Mr", ""])
def test_a_name_of_one_word_or_none_is_itself(written):
    assert name_forms(written) == {written} - {""}
