"""The budget as sheets of plain values: what the workbook and the csv files are written from."""
