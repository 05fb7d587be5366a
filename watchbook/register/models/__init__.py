"""Tables of the engine: what every entry shares, remembered columns, imports under way, totals."""
