"""Whether an open request reaches a row is asked in two steps."""

from django.db import migrations

NOW = """
CREATE OR REPLACE FUNCTION foi_is_asked_for(thing uuid, named text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    -- What the second step would take is not even made ready where nothing is open.
    IF NOT EXISTS (SELECT FROM foi_open_request) THEN
        RETURN false;
    END IF;
    RETURN EXISTS (
        SELECT FROM foi_reached AS reached JOIN foi_open_request AS request ON request.id = reached.request_id
        WHERE reached.id = thing AND (named IS NULL OR reached.of_table = named)
    );
END;
$$;
"""


class Migration(migrations.Migration):
    """The answer is the same, sooner."""

    dependencies = [("foi", "0003_holds")]
    operations = [migrations.RunSQL(NOW, migrations.RunSQL.noop)]
