"""What belongs to one workspace."""

from __future__ import annotations

from functools import cached_property

from bot.storage.audit import Audit
from bot.storage.cards import Cards
from bot.storage.clients import Clients
from bot.storage.entries import Entries
from bot.storage.jobs import Jobs
from bot.storage.outbox import Told
from bot.storage.packs import Packs
from bot.storage.pieces import Pieces
from bot.storage.posts import Posts
from bot.storage.quota import Quota
from bot.storage.reminders import Reminders
from bot.storage.repository import Transaction
from bot.storage.reviews import Reviews
from bot.storage.ticks import Ticks


class Scope:
    """The repositories of one workspace, in one transaction."""

    def __init__(self, work: Transaction, workspace: int) -> None:
        self._work = work
        self.workspace = workspace

    @cached_property
    def entries(self) -> Entries:
        """Personas, propositions, proof, assets, sources, saved topics."""
        return Entries(self._work, self.workspace)

    @cached_property
    def packs(self) -> Packs:
        """What briefs produced."""
        return Packs(self._work, self.workspace)

    @cached_property
    def posts(self) -> Posts:
        """Posts and their versions."""
        return Posts(self._work, self.workspace)

    @cached_property
    def reviews(self) -> Reviews:
        """Decisions and approvals."""
        return Reviews(self._work, self.workspace)

    @cached_property
    def ticks(self) -> Ticks:
        """People's word on claims."""
        return Ticks(self._work, self.workspace)

    @cached_property
    def cards(self) -> Cards:
        """Messages that show something of the workspace."""
        return Cards(self._work, self.workspace)

    @cached_property
    def jobs(self) -> Jobs:
        """Long use cases."""
        return Jobs(self._work, self.workspace)

    @cached_property
    def pieces(self) -> Pieces:
        """What jobs have brought in, a piece at a time."""
        return Pieces(self._work, self.workspace)

    @cached_property
    def told(self) -> Told:
        """What jobs have reported."""
        return Told(self._work, self.workspace)

    @cached_property
    def quota(self) -> Quota:
        """What was used."""
        return Quota(self._work, self.workspace)

    @cached_property
    def clients(self) -> Clients:
        """Links for somebody outside."""
        return Clients(self._work, self.workspace)

    @cached_property
    def reminders(self) -> Reminders:
        """What people want of reminders."""
        return Reminders(self._work, self.workspace)

    @cached_property
    def audit(self) -> Audit:
        """The record, by period."""
        return Audit(self._work, self.workspace)
