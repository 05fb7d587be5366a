"""The words of the law's answers, keyed by the ids that `law` returns, and its two commands. It decides nothing."""
