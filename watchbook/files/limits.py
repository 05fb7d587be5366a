"""How large a spreadsheet may be before it is refused: a register has hundreds of rows, a mistake has millions."""

ROWS_LIMIT = 2_000  # each is tried and then imported by the acts, about a hundred in a second
COLUMNS_LIMIT = 200
CELL_LIMIT = 20_000
LINES_LIMIT = 20_000  # with the empty ones between
