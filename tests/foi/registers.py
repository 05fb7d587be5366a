"""A council's registers for a test of a query, written as the import files that a real council sends."""

from tests.given import AT
from watchbook.demo.register_files import load

DOCUMENTS = "kind,title,version,approved_on,approved_by,concerns_social_media,in_use_from,published_at,published_on,clauses,file"
CLAUSES = "number,heading,settles,text"
NONE = "kind,searched,reason,signed_on"
TOOLS = "kind,name,supplier,acquired,purpose,sentiment_analysis,services,from_on,until_on"
SCHEDULE = "version,adopted_on,in_force_from,decided_by,minute,code,title,trigger,period,unit,period_words,action,action_words,reason"
STATEMENTS = "duty,service,first_on,last_on,signed_on,looks,tools,methods,profiles,forms,audits,authorisations,covert_profiles,letters,inspections,remarks"
AUDITS = "title,trigger,concerns_social_media,services,began_on,reported_on,findings,release,file"
INSPECTIONS = "body,scope,concerns_social_media,first_on,last_on,report_received_on,release,file"
HEADINGS = {
    "documents": DOCUMENTS,
    "none_held": NONE,
    "tools": TOOLS,
    "retention_schedule": SCHEDULE,
    "statements": STATEMENTS,
    "internal_audits": AUDITS,
    "inspections": INSPECTIONS,
}


def registers(folder, *, by, files=("policy.txt", "form.txt", "report.txt"), clauses=(), **rows):
    """Load rows of registers by the registers' names, each row as a line of its file; files exist beside them."""
    folder.mkdir(exist_ok=True)
    for name in files:
        (folder / name).write_text(f"The text of {name}")
    if clauses:
        (folder / "policy.clauses.csv").write_text("\n".join([CLAUSES, *clauses]))
    for name, lines in rows.items():
        (folder / f"{name}.csv").write_text("\n".join([HEADINGS[name], *lines]))
    load(folder, by=by, at=AT)


def quarters(duty, *quarters, service="", **matters):
    """Lines of statements, each for a quarter such as `2019-07-01,2019-09-30,2019-10-03`."""
    columns = STATEMENTS.split(",")[5:]
    said = ",".join(matters.get(column, "") for column in columns)
    return [f"{duty},{service},{quarter},{said}" for quarter in quarters]
