"""The engine of a register’s entry: versions, taking back, the carried file, import from a spreadsheet, totals."""
