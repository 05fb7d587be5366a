"""Who we are: the authority, its services, its people, the duties they hold, and how they sign in.

Personal data: `Person.name`, `Person.email` (class: staff accounts, kept while a duty needs them). Duties of RIPA
2000 Part II and the Codes are named in `duty.Duty`; what each may do is in the `permissions` of the part concerned.
"""
