"""The guard of allauth's second factors: none comes, goes or is exchanged without the event of its owner's act, or of what takes it off."""

from django.db import migrations

# What a use of a factor writes: a recovery code that is spent stays spent; its owner may name a passkey anew.
GUARD = """
CREATE FUNCTION organisation_second_factor_told() RETURNS TRIGGER
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    passing constant text[] := ARRAY['name', 'used_mask', 'viewed_at'];
    whose constant uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.user_id ELSE NEW.user_id END;
    spent constant integer := COALESCE((OLD.data ->> 'used_mask')::integer, 0);
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.user_id, NEW.type) IS DISTINCT FROM (OLD.user_id, OLD.type) THEN
        PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
    END IF;
    IF TG_OP <> 'UPDATE' OR NEW.data - passing <> OLD.data - passing
        OR COALESCE((NEW.data ->> 'used_mask')::integer, 0) & spent <> spent
    THEN
        PERFORM audit_log_require_event(
            TG_TABLE_NAME::text, whose, ARRAY['sign_in.factor_changed'], ARRAY['person.emptied', 'person.factor_removed']
        );
    END IF;
    RETURN NULL;
END;
$$;
CREATE CONSTRAINT TRIGGER needs_event AFTER INSERT OR UPDATE OR DELETE ON mfa_authenticator
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisation_second_factor_told();
"""
DROP = """
DROP TRIGGER needs_event ON mfa_authenticator;
DROP FUNCTION organisation_second_factor_told();
"""


class Migration(migrations.Migration):
    """The table is allauth's, so the guard stands here and not beside a model."""

    dependencies = [("organisation", "0002_rights"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunSQL(GUARD, DROP)]
