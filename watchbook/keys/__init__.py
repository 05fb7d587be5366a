"""Keys: one per item, wrapped, in files outside the database, two copies of each; what lies under them, and its exact search (docs/explanation/integrity.md).

Names, handles and free text about people lie in envelopes that nothing opens without the key files: destroying an
item's key is deleting the item, in every backup there is (UK GDPR Art. 5(1)(e) and 17). Kept in the open are ids alone.
Not here: what an item is, and when it ends; the parts above say both.
"""
