"""What is kept: tables, one repository a noun, and the migrations that come with them.

Everything goes through `Database` (bot/storage/database.py): `async with database.work() as work` is one
transaction, `work.within(workspace)` gives what belongs to one workspace and nothing else.
"""
