"""What holds a thing is found once, also where SQL past the acts gave something the id of what it lies in."""

from typing import ClassVar

from django.db import migrations

FUNCTIONS = """
CREATE OR REPLACE FUNCTION retention_holds_on(things uuid[]) RETURNS TABLE (item uuid, hold uuid)
LANGUAGE sql STABLE SET search_path = public, pg_temp
BEGIN ATOMIC;
    WITH RECURSIVE around (item, container) AS (
        SELECT thing, thing FROM unnest(things) AS thing
        UNION ALL
        SELECT around.item, inner_of.container
        FROM around JOIN retention_lies_in AS inner_of ON inner_of.item = around.container
        WHERE inner_of.container IS NOT NULL
    ) CYCLE container SET is_met_again USING way
    SELECT around.item, legal_hold.id
    FROM around JOIN retention_legalhold AS legal_hold ON legal_hold.thing = around.container
    WHERE legal_hold.ended_at IS NULL;
END;

DROP FUNCTION retention_all_held();
"""


class Migration(migrations.Migration):
    """The question for everything held at once goes: nobody asks it."""

    dependencies: ClassVar = [("retention", "0023_let_go")]
    operations: ClassVar = [migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop)]
