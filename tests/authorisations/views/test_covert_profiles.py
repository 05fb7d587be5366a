"""The pages of the register of covert profiles, from entering to retiring."""

import pytest

from tests.authorisations import given
from tests.pages import a_day, signed_in, words
from watchbook.authorisations.models import CovertProfile
from watchbook.organisation.queries import today

AT = "/authorisations/covert-profiles/"


@pytest.fixture
def entered(people):
    """A profile entered on its page."""
    told = {
        "platform": "facebook",
        "name_shown": "Robin of the Wood",
        "handle": "robin.wood",
        "why": "Test purchases",
        "services": [str(people.ines.service_id)],
        "users": [str(people.ines.id)],
    }
    response = signed_in(people.helen).post(f"{AT}add/", told | a_day("created_on", today()))
    row = CovertProfile.objects.get()
    assert response.url == f"{AT}{row}/"
    return row


def test_a_profile_from_entering_to_retiring(people, entered):
    helen, oliver, simon = map(signed_in, (people.helen, people.oliver, people.simon))
    assert "No covert profiles have been recorded yet" not in words(helen.get(AT))
    assert "Approve profile" in words(oliver.get(f"{AT}{entered}/"))
    assert oliver.post(f"{AT}{entered}/approve/").status_code == 302
    assert "Test purchases" in words(helen.get(f"{AT}{entered}/review/"))
    assert helen.post(f"{AT}{entered}/review/", {"found": "Needed"}).status_code == 302
    assert "Test purchases" in words(simon.get(f"{AT}{entered}/audit/"))
    assert (
        simon.post(
            f"{AT}{entered}/audit/", {"found": "Looks in which officers used this profile"}
        ).status_code
        == 302
    )
    users = {"services": [str(people.ines.service_id)], "users": [str(people.marian.id)]}
    assert helen.post(f"{AT}{entered}/users/", users).status_code == 302
    page = words(helen.get(f"{AT}{entered}/"))
    for said in ("Robin of the Wood", "Looks in which officers used this profile", "Marian", "Needed"):
        assert said in page
    assert helen.post(f"{AT}{entered}/retire/", {"proof": "Mail"}).status_code == 302
    assert "retired" in words(helen.get(AT))


def test_a_profile_that_is_not_approved_and_one_of_a_real_person(people, entered):
    oliver, helen = signed_in(people.oliver), signed_in(people.helen)
    assert "Test purchases" in words(oliver.get(f"{AT}{entered}/decline/"))
    assert oliver.post(f"{AT}{entered}/decline/", {"why": "Open looks would do"}).status_code == 302
    assert "Only an approved profile" in words(helen.post(f"{AT}{entered}/review/", {"found": "x"}))
    told = {"platform": "x", "name_shown": "A", "handle": "b", "why": "c", "names_a_real_person": "on"}
    told |= {"services": [str(people.ines.service_id)], "users": [str(people.ines.id)]}
    refused = helen.post(f"{AT}add/", told | a_day("created_on", today()))
    assert "never have a real person" in words(refused)


def test_the_record_is_filtered_by_each_of_its_columns(people):
    given.refused(people, "Open looks would do")
    helen = signed_in(people.helen)
    service = people.ines.service_id
    asked = f"?kind=directed_surveillance&state=refused&service={service}&social_media=yes&order=ends"
    days = (
        "&first_on_day=1&first_on_month=3&first_on_year=2026&last_on_day=3&last_on_month=3&last_on_year=2026"
    )
    assert "DS-0001" in words(helen.get(f"/authorisations/{asked}{days}"))
    assert "DS-0001" not in words(helen.get("/authorisations/?social_media=no"))
    assert "There is a problem" in words(helen.get("/authorisations/?kind=nonsense"))
