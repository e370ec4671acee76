"""/new: who, when, what, why and where, one part at a time or all in one message, and then the ideas."""

from __future__ import annotations

from bot.conversation import general
from bot.conversation.areas.new_buttons import (
    Afresh,
    AllChannels,
    Back,
    Change,
    Commercial,
    FromSource,
    Make,
    Next,
    Pick,
    Resume,
    SameAsLast,
    Stop,
    Toggle,
    Without,
)
from bot.conversation.areas.new_order import (
    ABOUT,
    EXTRAS,
    PARTS,
    TYPED,
    NewOrder,
    Offer,
    answered,
    as_last,
    before,
    begun,
    heard,
    match,
    missing,
    noted,
    offer_of,
    picked,
    resting,
    toggled,
    told,
    without,
)
from bot.conversation.screens import new as screens
from bot.conversation.spans import screen
from bot.conversation.turn import Area, Rule, Turn
from bot.domain.brief import Persona
from bot.domain.team import may
from bot.domain.understood import Understood
from bot.services import naming
from bot.services.making import ideas as making
from bot.services.making.orders import IdeasMade

SHORT = 600
"""Characters of a message that may be an order: what is longer is a text to work from."""


async def new(turn: Turn, argument: str) -> None:
    """Begins, or offers to go on where the person was; what stands behind the command is taken as an order."""
    if argument.strip():
        if not await offer(turn, argument):
            turn.say(screen(turn.texts("new-not-understood")))
        return
    order = turn.flow
    if isinstance(order, NewOrder) and order.workspace == turn.here.workspace and order.done:
        turn.say(screens.unfinished(turn.texts, order, await _offer(turn)))
        return
    await _begin(turn)


async def offer(turn: Turn, text: str) -> bool:
    """Takes a text that nobody asked for as an order, when it names enough of one; False when it does not."""
    home = turn.home
    if home is None or not may(home.roles, "make") or len(text) > SHORT:
        return False
    there = await _offer(turn)
    if missing(there) is not None:
        return False
    found = await _understood(turn, there, text)
    if sum(map(bool, (found.persona, found.phase, found.channels))) < 2:
        return False
    # Goal and channels have a usual answer: only what nothing can be made without is still asked.
    _ask(turn, answered(answered(heard(begun(there), found), "goal"), "where"), there)
    return True


async def from_saved(turn: Turn, key: str, about: str) -> None:
    """Begins with a topic that was saved before: for whom, and where, is still to be said."""
    await _begin(turn, key, about)


async def pick(turn: Turn, chosen: Pick) -> None:
    """Takes a choice, if it is still there."""
    order, there = await _at(turn)
    part = next((part for part in PARTS[:4] if part == chosen.part), None)
    if order is None or part is None or chosen.key not in {one.key for one in there.choices(part)}:
        general.unknown(turn)
        return
    _ask(turn, picked(order, part, chosen.key), there)


async def toggle(turn: Turn, chosen: Toggle) -> None:
    """A channel more or less."""
    order, there = await _at(turn)
    if order is None or chosen.channel not in there.knowledge.channel_keys:
        general.unknown(turn)
        return
    _ask(turn, toggled(order, chosen.channel), there)


async def from_source(turn: Turn, chosen: FromSource) -> None:
    """What it rests on, or does not any more."""
    order, there = await _at(turn)
    if order is None or chosen.key not in {one.key for one in there.sources}:
        general.unknown(turn)
        return
    _ask(turn, resting(order, there, chosen.key), there)


async def commercial(turn: Turn, _: Commercial) -> None:
    """An advertisement that says so, or no advertisement."""
    order, there = await _at(turn)
    if order is None:
        general.unknown(turn)
        return
    _ask(turn, order.model_copy(update={"commercial": not order.commercial}), there)


async def leave_out(turn: Turn, chosen: Without) -> None:
    """Without what was typed."""
    order, there = await _at(turn)
    if order is None or chosen.what not in TYPED:
        general.unknown(turn)
        return
    _ask(turn, without(order, chosen.what), there)


async def all_channels(turn: Turn, _: AllChannels) -> None:
    """Every channel there is."""
    await _change(turn, every=True)


async def onward(turn: Turn, _: Next) -> None:
    """Goes on to the next part; without a channel there is nothing to write."""
    order, there = await _at(turn)
    if order is None or order.at == "all":
        general.unknown(turn)
    elif order.at == "where" and not order.channels:
        turn.answer(turn.texts("new-one-channel"), alert=True)
    else:
        _ask(turn, answered(order, order.at), there)


async def change(turn: Turn, chosen: Change) -> None:
    """Asks one part again."""
    part = next((part for part in (*PARTS, EXTRAS) if part == chosen.part), None)
    if part is None:
        general.unknown(turn)
    else:
        await _change(turn, at=part)


async def back(turn: Turn, _: Back) -> None:
    """The part before this one."""
    order, there = await _at(turn)
    earlier = before(order, there) if order is not None else None
    if order is None or earlier is None:
        general.unknown(turn)
    else:
        _ask(turn, order.model_copy(update={"at": earlier}), there)


async def same(turn: Turn, _: SameAsLast) -> None:
    """Everything as in the last pack."""
    order, there = await _at(turn)
    if order is None:
        general.unknown(turn)
    else:
        _ask(turn, as_last(there, order), there)


async def resume(turn: Turn, _: Resume) -> None:
    """Goes on where the person was."""
    await _change(turn)


async def afresh(turn: Turn, _: Afresh) -> None:
    """Forgets where the person was."""
    await _begin(turn)


async def stop(turn: Turn, _: Stop) -> None:
    """Nothing is made."""
    if isinstance(turn.flow, NewOrder):
        turn.done()
    turn.show(screens.stopped(turn.texts, turn.here.brand))


async def make(turn: Turn, _: Make) -> None:
    """It is right: the job begins, and what was chosen stays to be read."""
    order, there = await _at(turn)
    if order is None or order.at != "all" or not (order.persona and order.phase and order.proposition):
        general.unknown(turn)
        return
    if not order.channels:
        turn.answer(turn.texts("new-one-channel"), alert=True)
        return
    turn.done()
    turn.show(screens.begun(turn.texts, order, there))
    if not order.saved:
        await turn.start("topics", order.order())
        return
    from bot.conversation.areas import ideas

    pack = await making.from_saved(turn.work, there.record, order.order(), order.saved, turn.person.id)
    turn.say(ideas.card(turn, pack, IdeasMade(pack=pack.id, first=0, count=1)))


async def typed(turn: Turn, _: object) -> None:
    """A name, a number, or what it should be about, instead of a tap; or a whole order once more."""
    text = general.typed(turn, most=4000)
    order, there = await _at(turn)
    if order is None:
        turn.done()
        general.unknown(turn)
        return
    key = match(there.choices(order.at), text) if order.at in PARTS else None
    if key is not None and order.at == "where":
        _ask(turn, toggled(order, key), there)
    elif key is not None:
        _ask(turn, picked(order, order.at, key), there)
    elif order.at == "goal":
        text = general.typed(turn, most=ABOUT)
        _ask(turn, told(order, text), there)
    elif order.at == "extras":
        _ask(turn, noted(order, general.typed(turn, most=ABOUT)), there)
    else:
        found = await _understood(turn, there, text)
        if found == Understood(about=found.about):
            turn.say(screen(turn.texts("new-choose")))
        else:
            _ask(turn, heard(order, found), there)


async def cancel(turn: Turn, _: str) -> None:
    """Stops whatever the person is in the middle of: the questions, and what is being made for them."""
    jobs = await turn.work.within(turn.home.workspace).jobs.of(turn.person.id) if turn.home else ()
    for job in jobs:
        turn.stop(job)
    if turn.flow is None and not jobs:
        turn.say(screen(turn.texts("new-nothing-to-stop")))
    elif turn.flow is not None:
        turn.done()
        turn.say(screen(turn.texts("new-stopped")))


async def _begin(turn: Turn, saved: str = "", about: str = "") -> None:
    there = await _offer(turn)
    lacking = missing(there)
    if lacking is not None:
        turn.show(screens.lacking(turn.texts, turn.here.brand, lacking))
        return
    _ask(turn, begun(there, saved, about), there)


async def _change(turn: Turn, **values: object) -> None:
    order, there = await _at(turn)
    if order is None:
        general.unknown(turn)
    else:
        _ask(turn, order.model_copy(update=values), there)


def _ask(turn: Turn, order: NewOrder, there: Offer) -> None:
    turn.wait(order)
    turn.show(screens.asking(turn.texts, order, there, back=before(order, there) is not None))


async def _offer(turn: Turn) -> Offer:
    language, knowledge = turn.texts.language, turn.desk.knowledge
    return await offer_of(turn.work, turn.here.workspace, turn.person.id, language, knowledge)


async def _at(turn: Turn) -> tuple[NewOrder | None, Offer]:
    """Where the person is in this workspace, and what there is to choose; None on a card of an earlier time."""
    order = turn.flow
    there = await _offer(turn)
    return (order if isinstance(order, NewOrder) and order.workspace == there.record.id else None), there


async def _understood(turn: Turn, there: Offer, text: str) -> Understood:
    """What a message names, by matching: a model would keep everybody waiting; the person confirms it anyway."""
    record, language = there.record, turn.texts.language
    personas = [(one.key, one.data) for one in there.personas if isinstance(one.data, Persona)]
    names = naming.names(turn.desk.knowledge, language, record.journey, personas)
    return await turn.desk.writing(record._replace(models=False)).understood(language, text, names)


AREA = Area(
    commands={"new": Rule(new, "make"), "cancel": Rule(cancel)},
    taps={
        Pick: Rule(pick, "make"),
        Toggle: Rule(toggle, "make"),
        AllChannels: Rule(all_channels, "make"),
        FromSource: Rule(from_source, "make"),
        Commercial: Rule(commercial, "make"),
        Without: Rule(leave_out, "make"),
        Next: Rule(onward, "make"),
        Change: Rule(change, "make"),
        Back: Rule(back, "make"),
        SameAsLast: Rule(same, "make"),
        Resume: Rule(resume, "make"),
        Afresh: Rule(afresh, "make"),
        Stop: Rule(stop, "make"),
        Make: Rule(make, "make"),
    },
    steps={NewOrder: Rule(typed, "make")},
)
