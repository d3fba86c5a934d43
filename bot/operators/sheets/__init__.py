"""Sheets: entries as CSV or Excel, the way people who never saw YAML write them.

Lives here: cells and what each column means, both ways; what is wrong by the row and column that a spreadsheet shows.
Never here: how YAML is written (bot.operators.editing), how a folder comes to stand (bot.operators.folders).
"""
