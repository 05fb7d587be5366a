def test_it(loaded):
    from watchbook.home.queries import waiting_for
    from watchbook.organisation.models import Person
    from watchbook.organisation.queries import demonstration_people, today

    for d in demonstration_people():
        p = Person.objects.get(email=d["email"])
        w = waiting_for(p, on=today())
        print(d["duty"], p.name, len(w))
        for one in w[:9]:
            print("     ", one.what, "|", one.to_do, one.by)
    from watchbook.foi.draft.drafting import draft_of

    for a in draft_of(loaded).answers:
        if a.question.number.startswith("2") or a.question.number in ("1.b", "6.b", "3", "9"):
            print(a.question.number, a.finding.status, a.finding.answer)
    print([(c.rule, c.message) for c in draft_of(loaded).checks])
