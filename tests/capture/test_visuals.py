"""Pictures that the browser does not give are said to be missing, and cost nothing where none is wanted."""

import asyncio
import base64
from dataclasses import replace

from watchbook.capture.cdp import Unanswered
from watchbook.capture.limits import Limits
from watchbook.capture.times import Clock
from watchbook.capture.visuals import TILE, Visuals

GIVEN = {"data": base64.b64encode(b"\xff\xd8 a picture").decode()}


class Browser:
    """Answers what it is told to and refuses the rest."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), []

    async def call(self, method, params=None, *, session="", within=0.0):
        self.asked.append(method)
        if not self.answers:
            raise Unanswered("the browser is gone")
        return self.answers.pop(0)


def visuals(tmp_path, *answers, **changes):
    return Visuals(connection=Browser(*answers), folder=tmp_path, clock=Clock(), limits=Limits(), **changes)


def test_nothing_is_asked_for_where_no_pictures_are_wanted(tmp_path):
    found = visuals(tmp_path, in_full=False)
    for asking in (found.tiles(width=10, height=10), found.mhtml(), found.begin_views(), found.end_views()):
        asyncio.run(asking)
    assert (found.connection.asked, found.missing) == ([], [])


def test_a_picture_that_is_not_given_is_missing_and_no_further_one_is_asked_for(tmp_path):
    found = visuals(tmp_path, GIVEN)
    asyncio.run(found.tiles(width=10, height=3 * TILE))
    assert [path.name for path in (tmp_path / "visuals").iterdir()] == ["tile-000.jpg"]
    assert found.missing == ["visuals/tile-001.jpg (the browser is gone)"]
    asyncio.run(found.mhtml())
    assert found.missing[1:] == ["page.mhtml (the browser is gone)"]


def test_what_lies_below_the_limit_of_tiles_is_said_to_be_missing(tmp_path):
    found = visuals(tmp_path, GIVEN)
    found.limits = replace(Limits(), tile_pixels=TILE)
    asyncio.run(found.tiles(width=10, height=TILE + 1))
    assert found.missing == [f"tiles below {TILE} pixels"]
