"""Ideas: topics to pick from, more of them, saving them, and the key message of what was picked."""

from __future__ import annotations

from typing import ClassVar

from bot.conversation import general
from bot.conversation.areas import ideas_jobs, new
from bot.conversation.areas.ideas_buttons import (
    ByRules,
    EditMessage,
    Keep,
    Later,
    More,
    OtherAngle,
    PickTopic,
    RedoMessage,
    RunAgain,
    Shown,
    Steer,
    StopJob,
    UseSaved,
    WriteAgain,
)
from bot.conversation.effects import Screen
from bot.conversation.flow import Flow
from bot.conversation.screens import ideas as screens
from bot.conversation.spans import bold, screen
from bot.conversation.turn import Area, Reply, Rule, Turn
from bot.domain.errors import NotFoundError
from bot.domain.pack import KeyMessage, Topic
from bot.domain.records import PackRecord
from bot.services.making import ideas as making
from bot.services.making.orders import IdeasMade, MessageOrder, MoreOrder, PostsOrder
from bot.services.posts import topic_of

WORDING = 400
"""Characters of a part of the key message that somebody types."""


class Direction(Flow):
    """Waits for the sentence that steers new topics."""

    kind: ClassVar[str] = "i.steer"
    workspace: int
    pack: int


class Wording(Flow):
    """Waits for another wording of a part of the key message."""

    kind: ClassVar[str] = "i.word"
    workspace: int
    pack: int
    part: str


async def ideas(turn: Turn, _: str) -> None:
    """Topics that were saved, and the last packs."""
    scope = turn.work.within(turn.here.workspace)
    topics, packs = await scope.entries.all("topic"), await scope.packs.latest(5)
    turn.say(screens.saved(turn.texts, turn.here.workspace, turn.here.brand, topics, packs))


async def pick(turn: Turn, chosen: PickTopic) -> None:
    """Writes the key message and the posts; the card stays, for another pick."""
    topic_of(await _pack(turn, chosen.pack), chosen.topic)
    await turn.start("posts", PostsOrder(pack=chosen.pack, topic=chosen.topic))


async def more(turn: Turn, chosen: More) -> None:
    """The next topics out of the reserve, at once."""
    scope = turn.work.within(turn.here.workspace)
    made = await making.take_more(scope, await scope.packs.get(chosen.pack))
    if not made.count:
        turn.answer(turn.texts("ideas-no-more"), alert=True)
        return
    turn.say(card(turn, await scope.packs.get(chosen.pack), made))


async def other_angle(turn: Turn, chosen: OtherAngle) -> None:
    """Topics from an angle that was not seen yet."""
    await _pack(turn, chosen.pack)
    await turn.start("more", MoreOrder(pack=chosen.pack))


async def steer(turn: Turn, chosen: Steer) -> None:
    """Asks which way."""
    await _pack(turn, chosen.pack)
    turn.wait(Direction(workspace=chosen.workspace, pack=chosen.pack))
    turn.say(screen(bold(turn.here.brand), turn.texts("ideas-which-way")))


async def steered(turn: Turn, _: object) -> None:
    """Topics in the direction of the sentence."""
    flow = turn.flow
    sentence = general.typed(turn, most=WORDING)
    if not isinstance(flow, Direction) or flow.workspace != turn.here.workspace:
        turn.done()
        general.unknown(turn)
        return
    turn.done()
    await turn.start("more", MoreOrder(pack=flow.pack, sentence=sentence))


async def later(turn: Turn, chosen: Later) -> None:
    """Which topics to save."""
    pack = await _pack(turn, chosen.pack)
    made = _made(pack, chosen)
    turn.show(screens.saving(turn.texts, turn.here.workspace, turn.here.brand, pack, made))


async def keep(turn: Turn, chosen: Keep) -> None:
    """Saves a topic; twice is once."""
    topic = topic_of(await _pack(turn, chosen.pack), chosen.topic)
    await making.keep_topic(turn.work, turn.here.workspace, topic, turn.person.id)
    turn.answer(turn.texts("ideas-kept"))


async def shown(turn: Turn, chosen: Shown) -> None:
    """The topics again."""
    pack = await _pack(turn, chosen.pack)
    turn.show(card(turn, pack, _made(pack, chosen)))


async def use_saved(turn: Turn, chosen: UseSaved) -> None:
    """Begins with a topic that was saved."""
    entry = await turn.work.within(turn.here.workspace).entries.by_key("topic", chosen.key)
    if entry is None or entry.withdrawn or not isinstance(entry.data, Topic):
        general.unknown(turn)
        return
    await new.from_saved(turn, entry.key, entry.data.title)


async def edit_message(turn: Turn, chosen: EditMessage) -> None:
    """Asks for another wording."""
    message = (await _pack(turn, chosen.pack)).key_message
    if message is None or chosen.part not in screens.PARTS:
        general.unknown(turn)
        return
    turn.wait(Wording(workspace=chosen.workspace, pack=chosen.pack, part=chosen.part))
    turn.say(screens.wording(turn.texts, turn.here.brand, chosen.part, getattr(message, chosen.part)))


async def worded(turn: Turn, _: object) -> None:
    """Takes the new wording."""
    flow = turn.flow
    text = general.typed(turn, most=WORDING)
    if not isinstance(flow, Wording) or flow.workspace != turn.here.workspace:
        turn.done()
        general.unknown(turn)
        return
    turn.done()
    await _reword(turn, flow.pack, flow.part, text)


async def replied(turn: Turn, reply: Reply) -> None:
    """A reply to the key message is another wording of its core."""
    await _reword(turn, reply.id, "core", general.typed(turn, most=WORDING))


async def redo_message(turn: Turn, chosen: RedoMessage) -> None:
    """Another key message."""
    topic_of(await _pack(turn, chosen.pack), chosen.topic)
    await turn.start("message", MessageOrder(pack=chosen.pack, topic=chosen.topic))


async def write_again(turn: Turn, chosen: WriteAgain) -> None:
    """The posts once more; those that somebody reviews or approved stay as they are."""
    topic_of(await _pack(turn, chosen.pack), chosen.topic)
    there = await turn.work.within(turn.here.workspace).posts.of_pack(chosen.pack)
    versions = tuple((post.id, post.version) for post in there if post.topic == chosen.topic)
    await turn.start("posts", PostsOrder(pack=chosen.pack, topic=chosen.topic, again=True, versions=versions))


def card(turn: Turn, pack: PackRecord, made: IdeasMade) -> Screen:
    """Topics of a pack to choose from."""
    return screens.ideas(turn.texts, turn.here.workspace, turn.here.brand, pack, made)


async def _reword(turn: Turn, pack: int, part: str, text: str) -> None:
    kept = await _pack(turn, pack)
    if kept.key_message is None:
        raise NotFoundError("There is no key message yet.")
    record = await turn.work.workspaces.get(turn.here.workspace)
    message = KeyMessage.model_validate({**kept.key_message.model_dump(), part: " ".join(text.split())})
    checked = turn.desk.writing(record).checked_key_message(kept.brief, message)
    await turn.work.within(record.id).packs.set_key_message(pack, checked)
    await ideas_jobs.show_message(turn, pack, checked)


async def _pack(turn: Turn, pack: int) -> PackRecord:
    return await turn.work.within(turn.here.workspace).packs.get(pack)


def _made(pack: PackRecord, chosen: Later | Shown) -> IdeasMade:
    """The part of the topics that a button names, as far as it is there: a forged number shows less."""
    first = min(chosen.first, max(len(pack.topics) - 1, 0))
    return IdeasMade(pack=pack.id, first=first, count=min(chosen.count, len(pack.topics) - first))


AREA = Area(
    commands={"ideas": Rule(ideas, "read")},
    taps={
        PickTopic: Rule(pick, "make"),
        More: Rule(more, "make"),
        OtherAngle: Rule(other_angle, "make"),
        Steer: Rule(steer, "make"),
        Later: Rule(later, "make"),
        Keep: Rule(keep, "make"),
        Shown: Rule(shown, "read"),
        UseSaved: Rule(use_saved, "make"),
        StopJob: Rule(ideas_jobs.stop, "make"),
        RunAgain: Rule(ideas_jobs.again, "make"),
        ByRules: Rule(ideas_jobs.by_rules, "make"),
        EditMessage: Rule(edit_message, "make"),
        RedoMessage: Rule(redo_message, "make"),
        WriteAgain: Rule(write_again, "make"),
    },
    steps={Direction: Rule(steered, "make"), Wording: Rule(worded, "make")},
    reports=dict.fromkeys(("topics", "more", "message", "posts"), ideas_jobs.told),
    replies={"message": Rule(replied, "make")},
)
