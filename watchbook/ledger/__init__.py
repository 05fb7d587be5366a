"""The tamper-evident log as pure Python: leaves now, tree, checkpoints and proofs with the ledger's own issue."""
