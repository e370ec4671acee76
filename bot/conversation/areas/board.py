"""/review is what waits for me, /board is everything by state; both for the brand at hand or for all of mine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from bot.conversation.areas.review_telling import Open, channel_name
from bot.conversation.callbacks import Go
from bot.conversation.effects import Button
from bot.conversation.screens import board as screens
from bot.conversation.spans import rows, tap
from bot.conversation.turn import Area, Rule, Turn
from bot.domain.records import Membership
from bot.domain.team import may
from bot.services import board
from bot.services.board import Filter, Item

MOST_PAGES = 999
"""What no board has, however forged the button."""


@dataclass(frozen=True)
class Board:
    """The board as filtered: `state` and `channel` count from 1 in their lists and are 0 for all; `mine` and
    `everywhere` are 0 or 1."""

    code: ClassVar[str] = "b.all"
    workspace: int
    state: int = 0
    channel: int = 0
    mine: int = 0
    page: int = 0
    everywhere: int = 0


@dataclass(frozen=True)
class Queue:
    """What waits for this person, page by page; `everywhere` is 0 or 1."""

    code: ClassVar[str] = "b.my"
    workspace: int
    page: int = 0
    everywhere: int = 0


async def board_command(turn: Turn, _: str) -> None:
    """The board of the brand at hand."""
    await show_board(turn, Board(turn.here.workspace))


async def queue_command(turn: Turn, _: str) -> None:
    """My queue in the brand at hand."""
    await show_queue(turn, Queue(turn.here.workspace))


async def show_board(turn: Turn, given: Board) -> None:
    """The board in the message that was tapped, or in a new one."""
    given = replace(given, everywhere=_everywhere(turn, given.everywhere), page=min(given.page, MOST_PAGES))
    channels = turn.desk.knowledge.channel_keys
    state = screens.ORDER[given.state - 1] if 0 < given.state <= len(screens.ORDER) else None
    channel = channels[given.channel - 1] if 0 < given.channel <= len(channels) else None
    wanted = Filter(state, channel, turn.person.id if given.mine else None)
    listed = await board.board(turn.work, await _members(turn, given.everywhere), wanted, given.page)
    below = [
        *_posts(turn, listed.items, given.everywhere, state is None),
        *_pages(turn, given, listed.more),
        *_states(turn, given, listed),
        _filters(turn, given, listed),
        *await _brands(turn, given),
    ]
    turn.show(
        screens.board(turn.texts, _title(turn, given.everywhere), listed, wanted, _said(turn, wanted), below)
    )


async def show_queue(turn: Turn, given: Queue) -> None:
    """The queue in the message that was tapped, or in a new one."""
    given = replace(given, everywhere=_everywhere(turn, given.everywhere), page=min(given.page, MOST_PAGES))
    listed = await board.queue(turn.work, await _members(turn, given.everywhere), given.page)
    below = [
        *_posts(turn, listed.items, given.everywhere, False),
        *_pages(turn, given, listed.more),
        *await _brands(turn, given),
    ]
    turn.show(screens.queue(turn.texts, _title(turn, given.everywhere), listed, below))


def _everywhere(turn: Turn, wanted: int) -> int:
    """In a group nothing is shown of other brands, whoever asks."""
    return 1 if wanted and turn.envelope.chat.private else 0


async def _members(turn: Turn, everywhere: int) -> Sequence[Membership]:
    if not everywhere:
        return (turn.here,)
    return [one for one in await turn.work.workspaces.of(turn.person.id) if may(one.roles, "read")]


def _title(turn: Turn, everywhere: int) -> str:
    return turn.texts("board-all-brands") if everywhere else turn.here.brand


def _posts(turn: Turn, items: Sequence[Item], everywhere: int, states: bool) -> list[list[Button]]:
    made = []
    for item in items:
        channel = channel_name(turn, item.post.channel, turn.texts)
        text = screens.label(turn.texts, item, channel, brand=bool(everywhere), state=states)
        made.append([tap(text, Open(item.workspace, item.post.id))])
    return made


def _pages(turn: Turn, given: Board | Queue, more: bool) -> list[list[Button]]:
    back = [tap(turn.texts("board-previous"), replace(given, page=given.page - 1))] if given.page else []
    on = [tap(turn.texts("board-next"), replace(given, page=given.page + 1))] if more else []
    return [[*back, *on]]


def _states(turn: Turn, given: Board, listed: board.Listed) -> list[list[Button]]:
    """The states that hold something, and the way back to all of them."""
    made = []
    for place, state in enumerate(screens.ORDER, 1):
        if listed.counts.get(state) and place != given.state:
            name = screens.state_name(turn.texts, state)
            text = turn.texts("board-state-count", state=name, count=listed.counts[state])
            made.append(tap(text, replace(given, state=place, page=0)))
    if given.state:
        made.append(tap(turn.texts("board-all-states"), replace(given, state=0, page=0)))
    return [list(row) for row in rows(made, 2)]


def _filters(turn: Turn, given: Board, listed: board.Listed) -> list[Button]:
    """What the board can show next: the next channel that has posts (after the last one: all), and whose posts.
    Where there are no posts at all, the way to make them."""
    if not listed.counts:
        makes = may(turn.here.roles, "make")
        return [tap(turn.texts("welcome-new"), Go("new"), "primary")] if makes else []
    keys = turn.desk.knowledge.channel_keys
    places = [0, *(place for place, key in enumerate(keys, 1) if key in listed.channels)]
    after = next((place for place in places if place > given.channel), 0)
    name = channel_name(turn, keys[after - 1], turn.texts) if after else ""
    text = turn.texts("board-channel", channel=name) if after else turn.texts("board-channel-all")
    mine = turn.texts("board-of-all" if given.mine else "board-mine")
    several = [tap(text, replace(given, channel=after, page=0))] if given.channel or len(places) > 2 else []
    return [*several, tap(mine, replace(given, mine=0 if given.mine else 1, page=0))]


async def _brands(turn: Turn, given: Board | Queue) -> list[list[Button]]:
    if not turn.envelope.chat.private or len(await turn.work.workspaces.of(turn.person.id)) < 2:
        return []
    text = turn.texts("board-this-brand" if given.everywhere else "board-all-brands")
    return [[tap(text, replace(given, everywhere=0 if given.everywhere else 1, page=0))]]


def _said(turn: Turn, wanted: Filter) -> str:
    """The filters in words, if there are any."""
    state = screens.state_name(turn.texts, wanted.state) if wanted.state else ""
    channel = channel_name(turn, wanted.channel, turn.texts) if wanted.channel else ""
    mine = turn.texts("board-filter-mine") if wanted.author is not None else ""
    said = " · ".join(part for part in (state, channel, mine) if part)
    return turn.texts("board-filtered", filters=said) if said else ""


AREA = Area(
    commands={"board": Rule(board_command, "read"), "review": Rule(queue_command, "read")},
    taps={Board: Rule(show_board, "read"), Queue: Rule(show_queue, "read")},
)
