"""The attacks by name, for `attack.py`: on rows, events, the log, keys, heads, guards, files and backups."""

import shutil

from django.conf import settings

from tools.attack_backups import (
    backup_bent,
    backup_signed_by_another,
    backup_unsigned,
    backup_with_a_foreign_path,
    backup_with_another_dump,
    backup_with_another_password,
    backup_without_a_file,
    older_backup,
    unsigned_taken,
)
from tools.attack_guards import GUARDS
from tools.attack_more import MORE
from tools.attacks import (
    CONTENT,
    PAST,
    Attack,
    a_file,
    bent,
    file_put_in,
    files_exchanged,
    keys_destroyed,
    keys_exchanged,
    keys_taken_out,
    new_key,
    newest,
    older_head,
    plain,
    rewritten,
    rewritten_with_a_new_key,
    sql,
    state_forged,
)

LAST = "number = (SELECT max(number) FROM audit_log_event)"
ATTACKS = [
    sql("row: a letter's date changed", "UPDATE governance_letterreceived SET dated_on = dated_on + 1"),
    sql(
        "row: a look moved by 200 days",
        "UPDATE looks_look SET recorded_at = recorded_at - interval '200 days'",
    ),
    sql(
        "row: a letter deleted",
        f"DELETE FROM governance_letterreceived WHERE {newest('governance_letterreceived')}",
    ),
    sql(
        "row: a service put in",
        "INSERT INTO organisation_service (id, name, recorded_at) VALUES (gen_random_uuid(), 'Never', now())",
    ),
    sql(
        "row: a moment of recording moved back by a year",
        "UPDATE governance_document SET recorded_at = recorded_at - interval '1 year'",
    ),
    sql(
        "row: a person's e-mail address",
        "UPDATE organisation_person SET email = 'x@evil.invalid' WHERE id = (SELECT id FROM organisation_person WHERE NOT is_system ORDER BY id LIMIT 1)",
    ),
    sql("row: a password", "UPDATE organisation_person SET password = 'md5$x$y' WHERE NOT is_system"),
    sql(
        "row: a second factor put in",
        "INSERT INTO mfa_authenticator (type, data, user_id, created_at) SELECT 'totp', '{}', id, now() FROM organisation_person LIMIT 1",
    ),
    sql(
        "row: a session as somebody",
        "INSERT INTO organisation_session (session_key, session_data, expire_date, person_id) SELECT 'x', 'x', now() + interval '1 day', id FROM organisation_person LIMIT 1",
    ),
    sql("row: a duty lengthened", "UPDATE organisation_duty SET until_on = '2099-01-01'"),
    sql(
        "row: an authorisation's reference",
        "UPDATE authorisations_authorisation SET reference = reference || '9'",
    ),
    sql("row: a counter of references set back", "UPDATE audit_log_registercounter SET last = last - 1"),
    sql("row: what a request asks deleted", "DELETE FROM foi_requestquestion"),
    sql(
        "row: an envelope exchanged for another's",
        "UPDATE investigations_subject SET envelope = (SELECT envelope FROM investigations_subject ORDER BY id LIMIT 1)",
    ),
    sql(
        "row: one changed and its digest with it",
        "UPDATE governance_letterreceived SET dated_on = dated_on + 1",
        f"UPDATE audit_log_rowdigest d SET digest = {CONTENT} FROM governance_letterreceived one WHERE d.row_table = 'governance_letterreceived' AND d.row_id = one.id::text",
    ),
    sql(
        "row: one changed and all its digests deleted",
        "UPDATE governance_letterreceived SET dated_on = dated_on + 1",
        "DELETE FROM audit_log_rowdigest WHERE row_table = 'governance_letterreceived'",
    ),
    sql(
        "row: one changed, and a later digest put in for it",
        "UPDATE governance_letterreceived SET dated_on = dated_on + 1",
        f"INSERT INTO audit_log_rowdigest SELECT 'governance_letterreceived', one.id::text, (SELECT max(number) FROM audit_log_event), {CONTENT} FROM governance_letterreceived one",
    ),
    sql(
        "row: one deleted, and a digest put in that says so",
        f"DELETE FROM foi_request WHERE {newest('foi_request')}",
        "INSERT INTO audit_log_rowdigest SELECT row_table, row_id, (SELECT max(number) FROM audit_log_event), NULL FROM audit_log_rowdigest WHERE row_table = 'foi_request'",
    ),
    plain(
        "row: triggers of one table switched off, a row changed, switched on again",
        "ALTER TABLE governance_document DISABLE TRIGGER ALL",
        "UPDATE governance_document SET title = title || '.'",
        "ALTER TABLE governance_document ENABLE TRIGGER ALL",
    ),
    plain("row: a whole table emptied at once", PAST, "TRUNCATE governance_letteranswer CASCADE"),
    sql(
        "row: one deleted and put in again otherwise",
        "CREATE TEMP TABLE kept AS SELECT * FROM governance_course ORDER BY id LIMIT 1",
        "DELETE FROM governance_course WHERE id = (SELECT id FROM kept)",
        "UPDATE kept SET title = title || ', advanced'",
        "INSERT INTO governance_course SELECT * FROM kept",
    ),
    sql(
        "row: who opened a look exchanged for another",
        "UPDATE looks_look SET opened_by_id = (SELECT id FROM organisation_person WHERE id <> opened_by_id AND NOT is_system LIMIT 1)",
    ),
    sql(
        "row: one moved by a microsecond",
        "UPDATE governance_document SET recorded_at = recorded_at + interval '1 microsecond'",
    ),
    sql(
        "row: one changed, then its table written anew and frozen",
        "UPDATE governance_letterreceived SET dated_on = dated_on + 1",
        "VACUUM (FULL, FREEZE) governance_letterreceived",
    ),
    sql(
        "row: one changed, and a digest put in under a number that no event has",
        "UPDATE governance_letterreceived SET dated_on = dated_on + 1",
        f"INSERT INTO audit_log_rowdigest SELECT 'governance_letterreceived', one.id::text, (SELECT max(number) + 1 FROM audit_log_event), {CONTENT} FROM governance_letterreceived one",
    ),
    sql(
        "row: two exchanged with their digests",
        "CREATE TEMP TABLE two AS SELECT id, row_number() OVER (ORDER BY id) AS place FROM governance_letterreceived LIMIT 2",
        "UPDATE audit_log_rowdigest SET row_id = row_id || 'x' WHERE row_id = (SELECT id::text FROM two WHERE place = 1)",
        "UPDATE audit_log_rowdigest SET row_id = (SELECT id::text FROM two WHERE place = 1) WHERE row_id = (SELECT id::text FROM two WHERE place = 2)",
        "UPDATE audit_log_rowdigest SET row_id = (SELECT id::text FROM two WHERE place = 2) WHERE row_id LIKE '%x'",
    ),
    sql(
        "row: one changed with its digest and its event's commitment",
        "UPDATE governance_letterreceived SET dated_on = dated_on + 1",
        f"UPDATE audit_log_rowdigest d SET digest = {CONTENT} FROM governance_letterreceived one WHERE d.row_table = 'governance_letterreceived' AND d.row_id = one.id::text",
        "UPDATE audit_log_event SET commitment = sha256('x') WHERE subject_table = 'governance_letterreceived'",
    ),
    sql("row: a limit on repeat looks", "UPDATE governance_driftthreshold SET red_look = red_look + 1"),
    sql("row: what the database is for", "UPDATE audit_log_installation SET mode = 'test'"),
    sql("event: a field changed", "UPDATE audit_log_event SET fields = '{}' WHERE fields <> '{}'"),
    sql(
        "event: who acted",
        "UPDATE audit_log_event SET by = gen_random_uuid() WHERE number = (SELECT min(number) FROM audit_log_event)",
    ),
    sql(
        "event: the moment of recording moved",
        "UPDATE audit_log_event SET recorded_at = recorded_at - interval '1 year' WHERE number = (SELECT max(number) - 5 FROM audit_log_event)",
    ),
    sql(
        "event: a sealed one deleted",
        "DELETE FROM audit_log_event WHERE number = (SELECT min(number) FROM audit_log_event)",
    ),
    sql(
        "event: one not sealed yet deleted, its row stays",
        f"DELETE FROM audit_log_pending WHERE {LAST}",
        f"DELETE FROM audit_log_rowdigest WHERE {LAST}",
        f"DELETE FROM audit_log_event WHERE {LAST}",
    ),
    sql(
        "event: one not sealed yet deleted with its row and all traces",
        f"DELETE FROM organisation_service WHERE id = (SELECT subject_id FROM audit_log_event WHERE {LAST})",
        f"DELETE FROM audit_log_pending WHERE {LAST}",
        f"DELETE FROM audit_log_rowdigest WHERE {LAST}",
        f"DELETE FROM audit_log_eventsecret WHERE event_id = (SELECT id FROM audit_log_event WHERE {LAST})",
        f"DELETE FROM audit_log_event WHERE {LAST}",
    ),
    sql("event: what waits taken out, the event stays", f"DELETE FROM audit_log_pending WHERE {LAST}"),
    sql(
        "event: one put in",
        "INSERT INTO audit_log_event (id, name, subject_table, subject_id, by, at, fields) SELECT gen_random_uuid(), name, subject_table, subject_id, by, at, fields FROM audit_log_event LIMIT 1",
    ),
    sql("event: a secret changed", "UPDATE audit_log_eventsecret SET seed = sha256(seed)"),
    sql(
        "event: personal values taken out", "UPDATE audit_log_eventsecret SET sealed = '' WHERE sealed <> ''"
    ),
    sql(
        "event: personal values exchanged",
        "UPDATE audit_log_eventsecret one SET sealed = other.sealed FROM audit_log_eventsecret other WHERE other.event_id = (SELECT max(event_id::text)::uuid FROM audit_log_eventsecret WHERE sealed <> '')",
    ),
    sql(
        "event: the number of another one given to it",
        "UPDATE audit_log_event SET number = (SELECT min(number) FROM audit_log_event) WHERE number = (SELECT max(number) FROM audit_log_event)",
    ),
    sql("event: the time of the act moved", "UPDATE audit_log_event SET at = at - interval '30 days'"),
    sql(
        "event: two exchanged their subjects",
        "UPDATE audit_log_event one SET subject_id = other.subject_id FROM audit_log_event other WHERE one.number + other.number = 11",
    ),
    sql(
        "event: what waits changed before it was sealed",
        "UPDATE audit_log_pending SET parts[1] = set_byte(parts[1], 3, 255 - get_byte(parts[1], 3))",
    ),
    sql(
        "event: a sealed one sent to be sealed again",
        'INSERT INTO audit_log_pending (event_id, leaf, number) SELECT event_id, leaf, (SELECT max(number) FROM audit_log_event) FROM audit_log_leaf WHERE "index" = 3',
    ),
    Attack("log: the whole history rewritten by the true key", rewritten),
    Attack("log: the whole history rewritten with a new key", rewritten_with_a_new_key),
    sql("log: a leaf changed", 'UPDATE audit_log_leaf SET leaf = set_byte(leaf, 40, 1) WHERE "index" = 5'),
    sql(
        "log: a tile changed",
        "UPDATE audit_log_tile SET content = set_byte(content, 10, 255 - get_byte(content, 10))",
    ),
    sql(
        "log: two entries exchanged",
        'UPDATE audit_log_leaf one SET leaf = other.leaf FROM audit_log_leaf other WHERE one."index" + other."index" = 9',
    ),
    sql(
        "log: an entry put after the last",
        "INSERT INTO audit_log_leaf SELECT max(index) + 1, gen_random_uuid(), min(leaf) FROM audit_log_leaf",
    ),
    sql(
        "log: a published checkpoint of another week",
        'UPDATE audit_log_publishedcheckpoint SET "on" = "on" - 7',
    ),
    sql(
        "log: the moments of signing moved back by a year",
        "UPDATE audit_log_signedcheckpoint SET signed_at = signed_at - interval '1 year'",
    ),
    sql(
        "log: the moment of publishing moved back by a year",
        "UPDATE audit_log_publishedcheckpoint SET published_at = published_at - interval '1 year'",
    ),
    sql("log: published checkpoints deleted", "DELETE FROM audit_log_publishedcheckpoint"),
    sql("log: signed checkpoints deleted", "DELETE FROM audit_log_signedcheckpoint"),
    sql("log: the log set back", "UPDATE audit_log_sealedlog SET size = 0, hashes = ''"),
    sql("log: the numbers of events set back", "SELECT setval('audit_log_event_number', 1)"),
    Attack("key: another one in its place", new_key),
    Attack("key: gone", lambda _: settings.SIGNING_KEY.unlink()),
    Attack("keys of content: some destroyed in both copies", keys_destroyed),
    Attack("keys of content: some taken out of both copies", keys_taken_out),
    Attack("keys of content: two exchanged in both copies", keys_exchanged),
    Attack("head: gone", older_head),
    Attack("head: spoilt", lambda _: bent(settings.SEALING_FOLDER / "head")),
    Attack("head: the copy of the leaves changed", lambda _: bent(settings.SEALING_FOLDER / "leaves")),
    Attack("head: the whole folder gone", lambda _: shutil.rmtree(settings.SEALING_FOLDER)),
    Attack("night: told that it has seen all, then an old row changed", state_forged),
    *GUARDS,
    *MORE,
    Attack("file: one changed", lambda instance: bent(a_file(instance))),
    Attack("file: one gone", lambda instance: a_file(instance).unlink()),
    Attack("file: two exchanged", files_exchanged),
    Attack("file: one put in that no row names", file_put_in),
    Attack("backup: the database of another one in it", backup_with_another_dump),
    Attack("backup: a stored file taken out of it", backup_without_a_file),
    Attack("backup: a copy with another password", backup_with_another_password),
    Attack("backup: one of another register", backup_signed_by_another),
    Attack("backup: one that nobody signed", backup_unsigned),
    Attack("backup: one that names a file outside the store", backup_with_a_foreign_path),
    Attack("backup: a changed one that root names and takes", unsigned_taken),
    Attack("backup: an older one restored", older_backup),
    Attack("backup: all of them gone", lambda instance: shutil.rmtree(instance.places.backups)),
    Attack("backup: the newest one's database changed where it lies", backup_bent),
]
