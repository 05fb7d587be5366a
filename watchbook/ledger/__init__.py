"""The tamper-evident log as pure Python over `cryptography`: leaves, tree, notes, checkpoints, tiles, proofs, witnesses, time."""
