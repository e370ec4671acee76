"""Which handler answers an event, and whether the person may do what it does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from structlog.contextvars import bind_contextvars

from bot.conversation import general
from bot.conversation.callbacks import Buttons, Go
from bot.conversation.events import Command, File, Tap, Text
from bot.conversation.flow import Flows
from bot.conversation.turn import Area, Reply, Rule, Run, Turn
from bot.domain.records import Membership
from bot.domain.team import may

AnswerT = TypeVar("AnswerT")


class Dispatch:
    """All areas as one. Two that answer the same thing are an error (ValueError)."""

    def __init__(self, areas: Sequence[Area], unasked: Rule, aside: Rule) -> None:
        self._unasked = unasked
        self._aside = aside
        self.commands: Mapping[str, Rule] = _joined(area.commands for area in areas)
        self.reports: Mapping[str, Run] = _joined(area.reports for area in areas)
        self._taps = _joined(area.taps for area in areas)
        self._steps = _joined(area.steps for area in areas)
        self._replies = _joined(area.replies for area in areas)
        self._others = _joined(area.others for area in areas)
        self.buttons = Buttons((Go, *self._taps))
        self.flows = Flows(self._steps)

    async def __call__(self, turn: Turn) -> None:
        """Has the right handler answer the turn, if the person may."""
        match turn.event:
            case Tap(data=data):
                button = self.buttons.read(data)
                if isinstance(button, Go):
                    await self._run(turn, self.commands.get(button.command), "")
                    return
                await self._run(turn, self._taps.get(type(button)), button)
            case Command(name=name, argument=argument):
                await self._run(turn, self.commands.get(name), argument)
            case Text() | File():
                rule = self._steps.get(type(turn.flow)) if turn.flow is not None else None
                reply = None if rule else await self._reply(turn)
                if reply is not None:
                    await self._run(turn, *reply)
                else:
                    await self._run(turn, rule or self._unasked, turn.event)
            case _:
                await self._run(turn, self._others.get(type(turn.event), self._aside), turn.event)

    async def _reply(self, turn: Turn) -> tuple[Rule, Reply] | None:
        """The card that a text replies to, where a reply means something; only the person's own brands count."""
        message = turn.envelope.reply_to
        if message is None or not isinstance(turn.event, Text):
            return None
        for member in await turn.work.workspaces.of(turn.person.id):
            card = await turn.work.within(member.workspace).cards.at(message) or ""
            kind, _, number = card.partition("/")[2].partition(":")
            if kind in self._replies and number.isdecimal():
                return self._replies[kind], Reply(member.workspace, int(number), turn.event)
        return None

    async def _run(self, turn: Turn, rule: Rule | None, given: Any) -> None:
        if rule is None:
            general.unknown(turn)
            return
        if rule.deed is not None:
            turn.home = await self._home(turn, given)
            if turn.home is None:
                general.nothing_here(turn)
                return
            bind_contextvars(workspace=turn.home.workspace)
            if not may(turn.home.roles, rule.deed):
                general.not_allowed(turn)
                return
        await rule.run(turn, given)

    async def _home(self, turn: Turn, given: Any) -> Membership | None:
        """The workspace an event is about: that of the card, of the group, or the one at hand. Whoever is no
        member of it gets the same answer as for one that does not exist."""
        workspaces = turn.work.workspaces
        chat = turn.envelope.chat
        # What a step waits for belongs to the brand that the step is about.
        about = turn.flow if given is turn.event else given
        workspace = getattr(about, "workspace", None)
        if workspace is None and chat.private:
            return turn.home
        if workspace is None:
            workspace = await workspaces.of_chat(chat.front, chat.id)
        return None if workspace is None else await workspaces.membership(workspace, turn.person.id)


def _joined(parts: Iterable[Mapping[Any, AnswerT]]) -> dict[Any, AnswerT]:
    joined: dict[Any, AnswerT] = {}
    for part in parts:
        twice = joined.keys() & part.keys()
        if twice:
            raise ValueError(f"Two areas answer {', '.join(map(str, twice))}.")
        joined.update(part)
    return joined
