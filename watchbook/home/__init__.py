"""What is waiting for the person signed in, gathered by queries from every part below. Holds nothing itself."""
