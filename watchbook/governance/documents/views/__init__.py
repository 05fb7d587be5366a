"""Pages of documents: the register, the steps of an edition, its clauses."""
