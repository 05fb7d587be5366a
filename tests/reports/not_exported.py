"""Tables that nobody may read whole, each with the reason; a new table is entered here or is exported."""

TEXT = "its row says nothing outside its envelope that another table does not say"
OF_ONE_CASE = "who works on an investigation is for its need-to-know list"
PLUMBING = "it is no register: it serves the working of the product"
NOT_EXPORTED = {
    "authorisations.applicationversion": TEXT,
    "authorisations.comment": TEXT,
    "authorisations.applicantreport": TEXT,
    "authorisations.jointworking": TEXT,
    "authorisations.riskassessment": "it is about one officer, read on the profile's page",
    "authorisations.sourcevault": "source records open to an inspector by a recorded opening alone",
    "authorisations.sourcerecord": "source records open to an inspector by a recorded opening alone",
    "authorisations.sourceopening": "source records open to an inspector by a recorded opening alone",
    "authorisations.authorisedsubject": OF_ONE_CASE,
    "authorisations.remindergiven": PLUMBING,
    "authorisations.calendaraddress": PLUMBING,
    "governance.columnmapping": PLUMBING,
    "governance.pendingimport": PLUMBING,
    "governance.registertotal": "its figures are the statistics of looks, which are exported",
    "looks.pageview": TEXT,
    "retention.complaintstep": TEXT,
    "retention.rightsstep": TEXT,
    "retention.subjectsearch": TEXT,
    "retention.processingpurpose": TEXT,
    "retention.founditem": "it names what is held about one person; read on the page of their request",
}
