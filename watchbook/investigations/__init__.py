"""Investigations: what a service looks into, for what purpose and under which power, and whom or what it is about.

Statutes: the power that each investigation names; DPA 2018 and UK GDPR Art. 5(1)(b) for the purpose. Personal data: titles,
purposes, names, addresses, dates of birth, handles and notes, all in envelopes, class "investigations"; who needs to know is a list of our own people.
Not here: whether and by which power anybody may be looked at (triage), and facts such as child, vulnerable, employee,
elected member or campaigner: they belong to the assessment of one look and never to a list that could be searched.
The subjects’ accounts are recognised from their addresses alone: no site is asked, nothing is guessed.
"""
