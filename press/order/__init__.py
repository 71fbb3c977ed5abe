"""The print order: from one order file to a pack that a print shop runs without phoning back.

    form          what people write             manifest      what the pack claims, measured from its files
    spreadsheet   an order from a spreadsheet   ticket        one page for a person
    cells         what programs do to a cell    csv_table, workbook   rows of cells from .csv and .xlsx
    request       the pieces to print           xjdf          the same for a machine
    pack          the folder, whole or not      proof_sheet   every page small; sheets to lay between
    imposition    sheets for in-house presses   verify        every claim again, from the files alone
"""
