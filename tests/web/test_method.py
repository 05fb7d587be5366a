"""An address that takes what a page sends says so where it is opened by itself."""

from tests.pages import signed_in, words

ACT = "/organisation/welsh/withdraw/"


def test_an_act_that_is_opened_by_itself_says_what_to_do(people):
    response = signed_in(people.ada).get(ACT)
    assert (response.status_code, response["Allow"]) == (405, "POST")
    text = words(response)
    assert "You cannot open this address directly" in text
    assert "open the record again and press the button on its page" in text
    assert signed_in(people.ada).head(ACT).status_code == 405


def test_what_is_sent_to_a_page_that_is_only_read_is_not_told_of_a_button(people):
    response = signed_in(people.ada).post("/about/")
    assert (response.status_code, response.content) == (405, b"")
