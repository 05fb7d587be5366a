"""The audit log: each act writes its event here in its own transaction, and PostgreSQL refuses an act without one.

Not here: what an event means (each part declares its own) and the tree that seals them (`ledger`).
"""
