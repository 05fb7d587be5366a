"""The law that people quote in requests and answers, beside the law as we know it."""
