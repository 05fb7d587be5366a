"""Pages of the engine: importing a spreadsheet, and from a form to an act."""
