"""Guards of the rows, held against those of this release: triggers, functions, constraints, owners, rights, roles.

Each table and function is one line of `guards.txt` with the SHA-256 of all that PostgreSQL says of it; `tools/guards.py`
writes that file from a database that was just made. Whoever drops, disables or replaces a guard, grants a right or
changes an owner or a setting makes a line differ.
"""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from watchbook.machine.connection import ROLES, Connection, role_names

FILE = Path(__file__).with_name("guards.txt")
PASSING = {"django_migrations"}
CATALOGUE = "catalogue of PostgreSQL "

# PostgreSQL says a list of texts in two spellings of one meaning: `(ARRAY['a'::character varying])::text[]` as first made,
# `ARRAY[('a'::character varying)::text]` once it was read back from its own dump. Here it has the second.
ONE = r"'(?:[^']|'')*'::character varying"
AS_MADE = re.compile(rf"\(ARRAY\[({ONE}(?:, {ONE})*)\]\)::text\[\]")

# Every line: of which object, and what is said of it. Rights are sorted, for PostgreSQL lists them in order of granting.
SAID = """
WITH rights AS (
    SELECT c.oid, (SELECT string_agg(one::text, ' ' ORDER BY one::text) FROM unnest(relacl) AS one) AS granted FROM pg_class c
), tables AS (
    SELECT c.oid, 'table ' || relname AS name, relkind, relname, relowner, relrowsecurity, relforcerowsecurity, relpersistence,
        -- What PostgreSQL looks at before it looks for triggers, checks, indexes and rules at all.
        (relhastriggers OR NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = c.oid))
        AND (relhasindex OR NOT EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid))
        AND (relhasrules OR NOT EXISTS (SELECT FROM pg_rewrite WHERE ev_class = c.oid))
        AND relchecks = (SELECT count(*) FROM pg_constraint WHERE conrelid = c.oid AND contype = 'c') AS is_known
    FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
)
SELECT name, concat_ws('|', 'is', relkind, relowner::regrole, relrowsecurity, relforcerowsecurity, relpersistence, is_known, granted)
FROM tables JOIN rights USING (oid)
UNION ALL
SELECT name, concat_ws('|', 'column', attname, format_type(atttypid, atttypmod), attnotnull, attgenerated, attidentity,
    attcollation::regcollation, pg_get_expr(adbin, adrelid),
    (SELECT string_agg(one::text, ' ' ORDER BY one::text) FROM unnest(attacl) AS one))
FROM tables JOIN pg_attribute ON attrelid = oid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE attnum > 0 AND NOT attisdropped AND relkind <> 'S'
UNION ALL
SELECT name, concat_ws('|', 'constraint', conname, contype, condeferrable, condeferred, convalidated, pg_get_constraintdef(c.oid))
FROM tables JOIN pg_constraint c ON conrelid = tables.oid WHERE contype <> 'n'
UNION ALL
SELECT name, concat_ws('|', 'index', indisunique, indimmediate, indisvalid, indisready, indislive, pg_get_indexdef(indexrelid))
FROM tables JOIN pg_index ON indrelid = tables.oid
UNION ALL
SELECT name, concat_ws('|', 'trigger', tgname, tgenabled, pg_get_triggerdef(t.oid), prosrc, proowner::regrole, prosecdef, proconfig, lanname)
FROM tables JOIN pg_trigger t ON tgrelid = tables.oid JOIN pg_proc p ON p.oid = tgfoid JOIN pg_language l ON l.oid = prolang
WHERE NOT tgisinternal
UNION ALL
SELECT name, concat_ws('|', 'foreign keys held', tgenabled, tgfoid::regproc, tgtype, count(*))
FROM tables JOIN pg_trigger ON tgrelid = tables.oid WHERE tgisinternal GROUP BY name, tgenabled, tgfoid, tgtype
UNION ALL
SELECT name, concat_ws('|', 'rule', rulename, ev_enabled, pg_get_ruledef(r.oid)) FROM tables JOIN pg_rewrite r ON ev_class = tables.oid
UNION ALL
SELECT name, concat_ws('|', 'policy', polname, polcmd, pg_get_expr(polqual, polrelid)) FROM tables JOIN pg_policy ON polrelid = tables.oid
UNION ALL
SELECT name, concat_ws('|', 'sequence', seqtypid::regtype, seqstart, seqincrement, seqmax, seqmin, seqcache, seqcycle)
FROM tables JOIN pg_sequence ON seqrelid = tables.oid
UNION ALL
SELECT name, concat_ws('|', 'child', inhrelid::regclass) FROM tables JOIN pg_inherits ON inhparent = tables.oid
UNION ALL
SELECT 'function ' || p.oid::regprocedure, concat_ws('|', prosrc, pg_get_function_sqlbody(p.oid), proowner::regrole, prosecdef, proconfig,
    provolatile, proisstrict, proleakproof, prorettype::regtype, pg_get_function_arguments(p.oid), probin, lanname, prokind,
    (SELECT string_agg(one::text, ' ' ORDER BY one::text) FROM unnest(proacl) AS one))
FROM pg_proc p JOIN pg_language l ON l.oid = prolang WHERE pronamespace = 'public'::regnamespace
UNION ALL
SELECT 'functions of PostgreSQL', concat_ws('|', p.oid::regprocedure, prosrc, lanname)
FROM pg_proc p JOIN pg_language l ON l.oid = prolang
WHERE pronamespace = 'pg_catalog'::regnamespace AND (p.oid >= 16384 OR proname IN (
    'to_jsonb', 'sha256', 'convert_to', 'age', 'now', 'statement_timestamp', 'transaction_timestamp', 'clock_timestamp',
    'pg_current_xact_id', 'jsonb_delete_path', 'currval', 'nextval', 'jsonb_out', 'byteaeq', 'byteane', 'uuid_eq'))
UNION ALL
SELECT 'catalogue of PostgreSQL ' || current_setting('server_version_num')::int / 10000, concat_ws(
    '|', p.oid, proname, prosrc, prolang, provolatile, proisstrict, prokind, proargtypes, prorettype, proconfig,
    prosecdef, proleakproof, prosupport::oid, provariadic::oid)
FROM pg_proc p WHERE p.oid < 12000
UNION ALL
SELECT 'catalogue of PostgreSQL ' || current_setting('server_version_num')::int / 10000, said FROM (
    SELECT concat_ws('|', 'operator', o.oid, oprname, oprleft, oprright, oprcode, oprcom, oprnegate, oprcanmerge, oprcanhash) FROM pg_operator o WHERE o.oid < 12000
    UNION ALL SELECT concat_ws('|', 'cast', castsource, casttarget, castfunc, castcontext, castmethod) FROM pg_cast WHERE oid < 12000
    UNION ALL SELECT concat_ws('|', 'type', oid, typname, typlen, typtype, typinput, typoutput, typreceive, typsend) FROM pg_type WHERE oid < 12000
    UNION ALL SELECT concat_ws('|', 'class', amopfamily, amoplefttype, amoprighttype, amopstrategy, amopopr) FROM pg_amop WHERE oid < 12000
    UNION ALL SELECT concat_ws('|', 'class', amprocfamily, amproclefttype, amprocrighttype, amprocnum, amproc) FROM pg_amproc WHERE oid < 12000
    UNION ALL SELECT concat_ws('|', 'aggregate', aggfnoid::oid, aggtransfn, aggfinalfn, agginitval) FROM pg_aggregate WHERE aggfnoid::oid < 12000
    UNION ALL SELECT concat_ws('|', 'collation', oid, to_jsonb(c) - 'collversion') FROM pg_collation c WHERE oid < 12000
    UNION ALL SELECT concat_ws('|', 'view', c.oid::regclass, pg_get_viewdef(c.oid)) FROM pg_class c
    WHERE relkind = 'v' AND relnamespace IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) AND c.oid < 16384
    UNION ALL SELECT concat_ws('|', 'open to all', c.oid::regclass, privilege_type) FROM pg_class c, aclexplode(relacl)
    WHERE relnamespace = 'pg_catalog'::regnamespace AND grantee = 0 AND c.oid < 16384
) AS catalogue (said)
UNION ALL
SELECT 'list of additions to PostgreSQL', said FROM (
    SELECT concat_ws('|', 'operator', oid::regoperator) FROM pg_operator WHERE oid >= 12000
    UNION ALL SELECT concat_ws('|', 'cast', castsource::regtype, casttarget::regtype) FROM pg_cast WHERE oid >= 12000
    UNION ALL SELECT concat_ws('|', 'type', oid::regtype) FROM pg_type WHERE oid >= 16384 AND (typtype IN ('d', 'r', 'e') OR typnamespace = 'pg_catalog'::regnamespace)
    UNION ALL SELECT concat_ws('|', 'class', opcname) FROM pg_opclass WHERE oid >= 16384
    UNION ALL SELECT concat_ws('|', 'language', lanname) FROM pg_language WHERE oid >= 16384
    UNION ALL SELECT concat_ws('|', 'publication', pubname) FROM pg_publication
    UNION ALL SELECT concat_ws('|', 'server elsewhere', srvname) FROM pg_foreign_server
    UNION ALL SELECT concat_ws('|', 'subscription', subname) FROM pg_subscription
    WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    UNION ALL SELECT concat_ws('|', 'relation', oid::regclass, relkind) FROM pg_class
    WHERE oid >= 16384 AND relnamespace IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
    UNION ALL SELECT concat_ws('|', 'conversion', conname) FROM pg_conversion WHERE oid >= 16384
    UNION ALL SELECT concat_ws('|', 'text search', dictname) FROM pg_ts_dict WHERE oid >= 16384
    UNION ALL SELECT concat_ws('|', 'text search', cfgname) FROM pg_ts_config WHERE oid >= 16384
    UNION ALL SELECT concat_ws('|', 'transform', trftype::regtype) FROM pg_transform
    UNION ALL SELECT concat_ws('|', 'access method', amname) FROM pg_am WHERE oid >= 16384
    -- What an owner may do to what PostgreSQL brought, and leaves no object behind.
    UNION ALL SELECT concat_ws('|', 'trusted', lanname) FROM pg_language WHERE lanpltrusted
    UNION ALL SELECT concat_ws('|', 'as its owner', oid::regprocedure) FROM pg_proc
    WHERE prosecdef AND pronamespace = 'pg_catalog'::regnamespace
    UNION ALL SELECT concat_ws('|', 'right', p.oid::regprocedure, grantee::regrole, privilege_type) FROM pg_proc p, aclexplode(proacl)
    WHERE pronamespace = 'pg_catalog'::regnamespace AND p.oid < 16384 AND (grantee = 0 OR grantee::regrole::text = ANY (%(roles)s))
    UNION ALL SELECT concat_ws('|', 'right', c.oid::regclass, grantee::regrole, privilege_type) FROM pg_class c, aclexplode(relacl)
    WHERE relnamespace = 'pg_catalog'::regnamespace AND grantee::regrole::text = ANY (%(roles)s)
    UNION ALL SELECT concat_ws('|', 'right', attrelid::regclass, attname, grantee::regrole, privilege_type)
    FROM pg_attribute, aclexplode(attacl) WHERE attrelid < 16384 AND grantee::regrole::text = ANY (%(roles)s)
    UNION ALL SELECT concat_ws('|', 'setting', parname, grantee::regrole, privilege_type) FROM pg_parameter_acl, aclexplode(paracl)
    WHERE grantee = 0 OR grantee::regrole::text = ANY (%(roles)s)
    UNION ALL SELECT concat_ws('|', 'template', datname) FROM pg_database WHERE datistemplate AND datname = current_database()
    UNION ALL SELECT concat_ws('|', 'elsewhere', oid::regclass) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND reltablespace <> 0
    UNION ALL SELECT concat_ws('|', 'kept otherwise', c.oid::regclass, amname, relreplident, reloptions)
    FROM pg_class c JOIN pg_am a ON a.oid = relam WHERE relnamespace = 'public'::regnamespace
    AND (relreplident <> 'd' OR reloptions IS NOT NULL OR amname NOT IN ('heap', 'btree', 'brin'))
    UNION ALL SELECT concat_ws('|', 'stored otherwise', attrelid::regclass, attname, attstorage, attcompression)
    FROM pg_attribute JOIN pg_class c ON c.oid = attrelid JOIN pg_type t ON t.oid = atttypid
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND (attstorage <> typstorage OR attcompression <> '')
    UNION ALL SELECT concat_ws('|', 'compares otherwise', conrelid::regclass, conname) FROM pg_constraint c JOIN pg_operator o
    ON o.oid = ANY (conpfeqop || conppeqop || conffeqop)
    WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND oprname <> '='
    UNION ALL SELECT concat_ws('|', 'excludes nothing', conrelid::regclass, conname) FROM pg_constraint JOIN pg_index ON indexrelid = conindid
    WHERE contype = 'x' AND NOT indisexclusion
) AS added (said)
UNION ALL
SELECT 'functions of PostgreSQL', concat_ws('|', 'operator', o.oid::regoperator, oprcode) FROM pg_operator o
WHERE oprnamespace = 'pg_catalog'::regnamespace AND oprleft = oprright AND oprname IN ('=', '<>', '<', '<=', '>', '>=')
    AND oprleft IN ('bytea'::regtype, 'uuid'::regtype, 'text'::regtype, 'jsonb'::regtype, 'bigint'::regtype, 'integer'::regtype)
UNION ALL
SELECT 'schemas', concat_ws('|', nspname, nspowner::regrole, (SELECT string_agg(one::text, ' ' ORDER BY one::text) FROM unnest(nspacl) AS one))
FROM pg_namespace WHERE nspname = 'public' OR (nspname NOT LIKE 'pg\\_%%' AND nspname <> 'information_schema')
UNION ALL
SELECT 'extensions and event triggers', extname FROM pg_extension
UNION ALL
SELECT 'extensions and event triggers', concat_ws('|', evtname, evtevent, evtenabled) FROM pg_event_trigger
UNION ALL
SELECT 'rights of new tables', concat_ws('|', defaclrole::regrole, defaclobjtype, (SELECT string_agg(one::text, ' ' ORDER BY one::text) FROM unnest(defaclacl) AS one))
FROM pg_default_acl
UNION ALL
SELECT 'database', concat_ws('|', datdba::regrole, (SELECT string_agg(one::text, ' ' ORDER BY one::text) FROM unnest(datacl) AS one))
FROM pg_database WHERE datname = current_database()
UNION ALL
SELECT 'database', concat_ws('|', name, setting) FROM pg_settings
WHERE name IN ('session_replication_role', 'row_security', 'local_preload_libraries', 'transform_null_equals', 'ignore_system_indexes')
UNION ALL
SELECT 'settings of roles', concat_ws('|', setrole::regrole, setconfig) FROM pg_db_role_setting
WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    AND (setrole = 0 OR setrole::regrole::text = ANY (%(roles)s))
UNION ALL
SELECT 'roles', concat_ws('|', rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls, rolvaliduntil)
FROM pg_roles WHERE rolname = ANY (%(roles)s)
UNION ALL
SELECT 'roles', concat_ws('|', roleid::regrole, 'has the member', member::regrole)
FROM pg_auth_members JOIN pg_roles m ON m.oid = member
WHERE (roleid::regrole::text = ANY (%(roles)s) OR member::regrole::text = ANY (%(roles)s)) AND NOT (m.rolsuper OR m.rolcreaterole)
"""


def measured(connection: Connection, *, prefix: str) -> dict[str, str]:
    """The digest of all that is said of each object of this database, by the object's name; roles by what they are for."""
    roles = role_names(prefix)
    said: dict[str, list[str]] = {}
    for name, text in connection.execute(SAID.encode(), {"roles": list(roles.values())}).fetchall():
        if str(name).removeprefix("table ") not in PASSING:
            said.setdefault(str(name), []).append(as_read_back(_without_prefix(str(text), roles)))
    return {
        name: hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:32]
        for name, lines in said.items()
    }


def carried() -> dict[str, str]:
    """Return what this release carries."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, _, name in (line.partition(" ") for line in lines if line)}


def written(guards: Mapping[str, str]) -> str:
    """As the file holds it."""
    return "".join(f"{guards[name]} {name}\n" for name in sorted(guards))


def digest(guards: Mapping[str, str]) -> str:
    """Return one SHA-256 over all of it for a backup's manifest, after what names how it was measured."""
    return f"{measure_of(guards)}{hashlib.sha256(written(guards).encode()).hexdigest()}"


def measure_of(guards: Mapping[str, str]) -> str:
    """Return what tells two ways of measuring apart: a later release asks more or of more roles, and a later server has another catalogue."""
    server = next((name for name in guards if name.startswith(CATALOGUE)), "")
    return f"{hashlib.sha256(f'{SAID}{ROLES}{server}'.encode()).hexdigest()[:16]}:"


def differences(connection: Connection, *, prefix: str) -> list[str]:
    """Say each thing that is not as this release carries it; nothing if all is."""
    return compared(measured(connection, prefix=prefix), carried())


def compared(there: Mapping[str, str], wanted: Mapping[str, str]) -> list[str]:
    """Each difference as a sentence. The catalogue of a server's version that the release does not carry is taken as it is."""
    wanted = {name: said for name, said in wanted.items() if name in there or not name.startswith(CATALOGUE)}
    there = {name: said for name, said in there.items() if name in wanted or not name.startswith(CATALOGUE)}
    gone = [f"The {name} is missing." for name in sorted(wanted.keys() - there.keys())]
    more = [f"The {name} is not one of this release's." for name in sorted(there.keys() - wanted.keys())]
    other = [
        f"The {name} is not as this release has it: a trigger, function, constraint, owner or right of it was changed."
        for name in sorted(wanted.keys() & there.keys())
        if there[name] != wanted[name]
    ]
    return [*gone, *other, *more]


def _without_prefix(text: str, roles: Mapping[str, str]) -> str:
    for role, name in roles.items():
        text = text.replace(name, f"<{role}>")
    return text


def as_read_back(text: str) -> str:
    """A definition as PostgreSQL spells it after a restore, so that one that was restored is not taken for another."""
    return AS_MADE.sub(lambda made: f"ARRAY[{re.sub(ONE, lambda one: f'({one[0]})::text', made[1])}]", text)
