"""The doctor looks at the server itself: who has power over it, who gets in without a password, what was set otherwise."""

import pytest

from watchbook.machine import server_doctor
from watchbook.machine.cluster import SUPERUSER
from watchbook.machine.connection import connect, in_embedded


@pytest.fixture
def superuser(served):
    with connect(in_embedded(served.places, role="superuser", user=SUPERUSER)) as connection:
        yield connection


def finding(served, superuser):
    return server_doctor.server_finding(served.places, superuser)


def test_a_server_as_watchbook_makes_it_is_well(served, superuser):
    assert finding(served, superuser).ok


@pytest.mark.parametrize(
    "made",
    [
        "CREATE ROLE back_door SUPERUSER LOGIN",
        "CREATE ROLE back_door BYPASSRLS",
        "CREATE ROLE back_door LOGIN; GRANT pg_write_all_data TO back_door",
    ],
)
def test_a_role_with_power_that_is_not_watchbooks_is_named(served, superuser, made):
    superuser.execute(made)
    assert "The role back_door has power over every table" in finding(served, superuser).why


def test_a_publication_is_named(served, superuser):
    superuser.execute("CREATE PUBLICATION leak FOR ALL TABLES")
    assert "The publication leak offers tables" in finding(served, superuser).why


def test_a_way_in_without_a_password_and_a_setting_for_all_are_told(served, superuser):
    superuser.execute("ALTER SYSTEM SET transform_null_equals = on")
    assert "transform_null_equals = 'on'" in finding(served, superuser).why
    file = served.places.postgres / "pg_hba.conf"
    file.write_text(f"local all all trust # for now\n{file.read_text()}")
    assert "otherwise than by password: local all all trust" in finding(served, superuser).why
    file.write_text("host all all 0.0.0.0/0 scram-sha-256\nhost all all ::1/128 scram-sha-256\n")
    assert "from elsewhere: host all all 0.0.0.0/0 scram-sha-256" in finding(served, superuser).why
    assert "::1/128" not in finding(served, superuser).why
    with (served.places.postgres / "postgresql.conf").open("a") as settings:
        settings.write("ssl = off\n")
    assert (
        "postgresql.conf has a line that Watchbook did not make: ssl = off." in finding(served, superuser).why
    )
    file.unlink()
    assert "pg_hba.conf cannot be read" in finding(served, superuser).why
