"""The tables, by what they are about. `metadata` knows them all once this package is imported."""

from bot.storage.tables import client, content, everyone, pieces, record, reminders, sending, team, upkeep, working
from bot.storage.tables.base import metadata

WITHOUT_WORKSPACE = frozenset(
    {
        everyone.people,
        everyone.accounts,
        everyone.inbox,
        everyone.flows,
        everyone.admissions,
        team.workspaces,
        upkeep.seals,
        working.outbox,
        sending.pace,
    }
)
"""The only tables whose rows belong to no workspace; a test holds every other one to `workspace_id NOT NULL`."""

__all__ = [
    "WITHOUT_WORKSPACE",
    "client",
    "content",
    "everyone",
    "metadata",
    "pieces",
    "record",
    "reminders",
    "sending",
    "team",
    "upkeep",
    "working",
]
