"""Acts: the only code that writes, in one transaction: lock, may, move, rule, write, record (docs/explanation/architecture.md#an-act)."""

from tests.architecture.acts import (
    ENGINE,
    OTHER_ACTS,
    PARTS_WITHOUT_ACTS,
    act_modules,
    acts,
    goes_straight_to_sql,
    steps,
    writes,
)
from tests.architecture.source import calls, dotted, imported, listed, modules

ASKED_ELSEWHERE = {
    "watchbook.files.disposal.take": "retention alone calls it, after its own two people agreed",
    "watchbook.register.register_total.add": "the act that writes the counted row asks, and calls it",
    "watchbook.foi.request.requester.forget": "retention alone calls it, after its own two people agreed",
    "watchbook.foi.course.step.count_again": "the clock calls it: a bank holiday moved the last day, and nobody decides it",
    "watchbook.audit_log.erasure.erase": "retention alone calls it, after its own two people agreed",
    "watchbook.audit_log.rejoin.note": "whoever is root at a shell, after a restore; it takes nothing away",
    "watchbook.audit_log.row_digests.vouch": "the migration alone calls it, on the day of the upgrade",
    "watchbook.audit_log.log_findings.note": "the clock calls it, and whoever is root at a shell",
    "watchbook.audit_log.timestamp_token.note_received": "the clock calls it, about what the sealer received",
    "watchbook.register.pending_import.drop_old": "the clock and the next import call it, about whatever is a day old",
    "watchbook.organisation.second_factor.tell_changes": "allauth asked for the owner's password or factor; it takes nothing else",
    **{name: why for name, why in OTHER_ACTS.items() if "AccountAdapter" in name or "sign_ins" in name},
}
# The log's own two writers, which run only inside an act's transaction; and the sealer, which has no act to tell of.
WRITERS_OF_THE_LOG = {
    "watchbook.audit_log.record",
    "watchbook.audit_log.reference",
    "watchbook.audit_log.publish",
    "watchbook.web.press",  # with the act's own event, or after its answer
}
# What a disposal orders, within its own transaction: that keys end and files go at its commit.
WHAT_DISPOSAL_ORDERS = {"watchbook.keys.destruction", "watchbook.files.removal"}
# What a disposal does instead of deleting: an account is emptied and stays.
WHAT_DISPOSAL_EMPTIES = {"watchbook.organisation.disposal"}
# Ciphertext goes into the store after the act that committed to its hashes, and before the act that says it is held.
STORES_BETWEEN_TWO_ACTS = {
    "watchbook.evidence.capture_worker",
    "watchbook.evidence.quarantine",
    "watchbook.organisation.session_store",
}
# An act that is called `record` itself takes the log's module by the name `log`.
THE_LOGS_RECORD = {
    ("watchbook.audit_log.record", "record"),
    ("watchbook.audit_log.record", "record_row"),
    ("watchbook.audit_log.record", "record_all"),
    ("watchbook.audit_log", "record"),
}
# The machine looks after the server; an event in one statement, the log's counter, the loader's clock, the seal, and what
# counts as one over any number of steps are what the ORM cannot say; a copy of the keys is a file of its own.
SPEAKERS_OF_SQL = {
    "watchbook.ledger.try_to_open",
    "watchbook.audit_log.erasure",
    "watchbook.audit_log.guard",
    "watchbook.web.plain_cache",
    "watchbook.web.press",
    "watchbook.audit_log.record",
    "watchbook.audit_log.recorded_at",
    "watchbook.audit_log.reference",
    "watchbook.audit_log.rejoin",
    "watchbook.audit_log.row_digests",
    "watchbook.audit_log.row_verification",
    "watchbook.audit_log.seal",
    "watchbook.audit_log.sign",
    "watchbook.audit_log.unchanged",
    "watchbook.audit_log.verification",
    "watchbook.audit_log.written_once",  # which has Django write it
    "watchbook.files.removal",
    "watchbook.foi.held_views",
    "watchbook.investigations.together",
    "watchbook.triage.perhaps_bound",
    "watchbook.keys.copies",
    "watchbook.keys.sealed_under",
    "watchbook.organisation.turn",
    "watchbook.ledger.leaf",  # which copies the state of a hash
    "watchbook.retention.deletion.certificate_body",
    "watchbook.retention.deletion.item_rows",
    "watchbook.retention.legal_hold.lock",
    "watchbook.register.one_query",
    "watchbook.triage.binding",  # which Django would write anew for every look, longer than the answer takes
}
# Acts that change who can sign in and who holds which duty, or whose rule asks it: never two at once (organisation.turn).
IN_TURN = {
    *(f"watchbook.organisation.person.{act}" for act in ("add", "close", "reopen")),
    *(
        f"watchbook.organisation.duty.{act}"
        for act in ("propose", "grant", "decline", "end", "end_earlier", "end_with_account")
    ),
    "watchbook.organisation.proposal.take_back",
    "watchbook.organisation.people_import.import_people",
    *(
        f"watchbook.organisation.recovery.{act}"
        for act in ("ask", "agree", "decline", "stop", "make_link", "remove_second_factor")
    ),
}


def kinds(act):
    return [step for step, _ in steps(act)]


def first(step, *, of):
    """Where a step first stands; past the end if it does not."""
    return of.index(step) if step in of else len(of)


def test_the_acts_are_found():
    names = {act.name for act in acts()}
    assert {
        "watchbook.organisation.duty.grant",
        "watchbook.governance.letters.letter_received.confirm_no_reply",
        "watchbook.register.spreadsheet.run",
        "watchbook.register.pending_import.carry_out",
        "watchbook.foi.request.request.receive",
        "watchbook.files.disposal.take",
    } <= names
    assert set(ASKED_ELSEWHERE) <= names


def test_each_act_is_one_transaction():
    wrong = [act for act in acts() if decorated(act)[:1] != ["transaction.atomic"]]
    assert not wrong, listed(wrong)


def test_each_act_asks_whether_it_may():
    wrong = [act for act in acts() if act.name not in ASKED_ELSEWHERE and "may" not in kinds(act)]
    assert not wrong, listed(wrong)


def test_each_act_records_itself_or_is_made_of_acts_that_do():
    wrong = [act for act in acts() if not {"record", "act"} & set(kinds(act))]
    assert not wrong, listed(wrong)


def test_an_act_asks_before_it_moves_and_moves_before_it_writes():
    wrong = []
    for act in acts():
        done = kinds(act)
        written = min(first("write", of=done), first("delete", of=done), first("act", of=done))
        asked = 0 if act.name in ASKED_ELSEWHERE else first("may", of=done)
        moved = first("move", of=done) if "move" in done else asked
        if not asked <= moved <= written:
            wrong.append(f"{act}: {', '.join(done)}")
    assert not wrong, listed(wrong)


# Acts that write the things of a list, whose table wants the event before each statement (audit_log.row_digests).
RECORD_FIRST = {
    f"watchbook.retention.deletion.{act}"
    for act in (
        "carrying_out.delete_some_rows",
        "carrying_out.delete_rows",
        "deletion.propose",
        "deletion.send_again",
        "deletion.give_up",
        "carried_out_again.put_back",
        "carried_out_again.put_back_lost",
    )
} | {"watchbook.files.disposal.take"}  # the event about a row, then the row goes, or is emptied to its line


def test_an_act_records_after_its_last_write():
    wrong, first_recorded = [], set()
    for act in acts():
        done = [step for step in kinds(act) if step in {"write", "record"}]
        if done and done[-1] != "record":
            first_recorded.add(act.name)
            wrong += [f"{act}: {', '.join(done)}"] if act.name not in RECORD_FIRST else []
    assert not wrong, listed(wrong)
    assert first_recorded == RECORD_FIRST


def test_an_act_that_changes_a_row_locked_it_first():
    wrong = []
    for act in acts():
        done = steps(act)
        changes = [number for number, (_, call) in enumerate(done) if is_a_change(call)]
        if changes and first("lock", of=[step for step, _ in done]) > changes[0]:
            wrong.append(act)
    assert not wrong, listed(wrong)


def test_what_changes_who_holds_a_duty_takes_its_turn_before_anything_else():
    assert {act.name for act in acts() if "turn" in kinds(act)} == IN_TURN
    of_these = {
        act.name
        for act in acts()
        if act.module.name.endswith(("organisation.person", "organisation.duty", "organisation.recovery"))
    }
    assert of_these <= IN_TURN
    wrong = [act for act in acts() if act.name in IN_TURN and kinds(act)[0] != "turn"]
    assert not wrong, listed(wrong)


def test_nothing_but_acts_writes():
    holders = act_modules() | {ENGINE} | WRITERS_OF_THE_LOG | STORES_BETWEEN_TWO_ACTS
    holders |= WHAT_DISPOSAL_ORDERS | WHAT_DISPOSAL_EMPTIES
    others = [one for one in modules() if one.name not in holders]
    wrong = [one.at(call) for one in others for call in calls(one.tree) if writes(call)]
    assert not wrong, listed(wrong)


def test_nothing_but_the_machine_speaks_sql():
    others = [one for one in modules() if one.part != "machine" and one.name not in SPEAKERS_OF_SQL]
    wrong = [one.at(call) for one in others for call in calls(one.tree) if goes_straight_to_sql(call)]
    assert not wrong, listed(wrong)


def test_only_acts_record_events():
    holders = act_modules() | {ENGINE}
    wrong = [
        one.at(node)
        for one in modules()
        for name, what, node in imported(one.tree)
        if (name, what) in THE_LOGS_RECORD and one.name not in holders
    ]
    assert not wrong, listed(wrong)


def test_no_act_hides_where_there_is_no_register():
    without = {"law", "ledger", "web", "home", "machine", "files", "config", *PARTS_WITHOUT_ACTS} - {
        "audit_log"
    }
    hidden = {name for name in act_modules() if name.split(".")[1] in without}
    assert hidden == {"watchbook.files.disposal"}  # the one way by which rows of every part go


def decorated(act):
    """The decorators of an act from the outermost, as written."""
    return [dotted(decorator) for decorator in act.function.decorator_list]


def is_a_change(call):
    """Whether a call saves named columns of a row that was there before."""
    return bool({keyword.arg for keyword in call.keywords} & {"update_fields"})
