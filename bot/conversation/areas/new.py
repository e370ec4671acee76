"""/new: who, when, what, why and where, one part at a time or all in one message, and then the ideas."""

from __future__ import annotations

from bot.conversation import general
from bot.conversation.areas import new_asking as asking
from bot.conversation.areas import new_extras
from bot.conversation.areas.new_buttons import (
    Afresh,
    AllChannels,
    Back,
    Change,
    Make,
    Next,
    Pick,
    Resume,
    SameAsLast,
    Stop,
    Toggle,
)
from bot.conversation.areas.new_offer import EXTRAS, PARTS, Offer, match, missing
from bot.conversation.areas.new_order import (
    ABOUT,
    NewOrder,
    answered,
    as_last,
    before,
    begun,
    heard,
    noted,
    picked,
    toggled,
    told,
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
        turn.say(screens.unfinished(turn.texts, order, await asking.offer(turn)))
        return
    await _begin(turn)


async def offer(turn: Turn, text: str) -> bool:
    """Takes a text that nobody asked for as an order, when it names enough of one; False when it does not."""
    home = turn.home
    if home is None or not may(home.roles, "make") or len(text) > SHORT:
        return False
    there = await asking.offer(turn)
    if missing(there) is not None:
        return False
    found = await _understood(turn, there, text)
    if sum(map(bool, (found.persona, found.phase, found.channels))) < 2:
        return False
    # Goal and channels have a usual answer: only what nothing can be made without is still asked.
    asking.ask(turn, answered(answered(heard(begun(there), found), "goal"), "where"), there)
    return True


async def from_saved(turn: Turn, key: str, about: str) -> None:
    """Begins with a topic that was saved before: for whom, and where, is still to be said."""
    await _begin(turn, key, about)


async def pick(turn: Turn, chosen: Pick) -> None:
    """Takes a choice, if it is still there."""
    order, there = await asking.at(turn)
    part = next((part for part in PARTS[:4] if part == chosen.part), None)
    if order is None or part is None or chosen.key not in {one.key for one in there.choices(part)}:
        general.unknown(turn)
        return
    asking.ask(turn, picked(order, part, chosen.key), there)


async def toggle(turn: Turn, chosen: Toggle) -> None:
    """A channel more or less."""
    order, there = await asking.at(turn)
    if order is None or chosen.channel not in there.knowledge.channel_keys:
        general.unknown(turn)
        return
    asking.ask(turn, toggled(order, chosen.channel), there)


async def all_channels(turn: Turn, _: AllChannels) -> None:
    """Every channel there is."""
    await asking.change(turn, every=True)


async def onward(turn: Turn, _: Next) -> None:
    """Goes on to the next part; without a channel there is nothing to write."""
    order, there = await asking.at(turn)
    if order is None or order.at == "all":
        general.unknown(turn)
    elif order.at == "where" and not order.channels:
        turn.answer(turn.texts("new-one-channel"), alert=True)
    else:
        asking.ask(turn, answered(order, order.at), there)


async def change(turn: Turn, chosen: Change) -> None:
    """Asks one part again."""
    part = next((part for part in (*PARTS, EXTRAS) if part == chosen.part), None)
    if part is None:
        general.unknown(turn)
    else:
        await asking.change(turn, at=part)


async def back(turn: Turn, _: Back) -> None:
    """The part before this one."""
    order, there = await asking.at(turn)
    earlier = before(order, there) if order is not None else None
    if order is None or earlier is None:
        general.unknown(turn)
    else:
        asking.ask(turn, order.model_copy(update={"at": earlier}), there)


async def same(turn: Turn, _: SameAsLast) -> None:
    """Everything as in the last pack."""
    order, there = await asking.at(turn)
    if order is None:
        general.unknown(turn)
    else:
        asking.ask(turn, as_last(there, order), there)


async def resume(turn: Turn, _: Resume) -> None:
    """Goes on where the person was."""
    await asking.change(turn)


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
    order, there = await asking.at(turn)
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
    order, there = await asking.at(turn)
    if order is None:
        turn.done()
        general.unknown(turn)
        return
    key = match(there.choices(order.at), text) if order.at in PARTS else None
    if key is not None and order.at == "where":
        asking.ask(turn, toggled(order, key), there)
    elif key is not None:
        asking.ask(turn, picked(order, order.at, key), there)
    elif order.at == "goal":
        text = general.typed(turn, most=ABOUT)
        asking.ask(turn, told(order, text), there)
    elif order.at == "extras":
        asking.ask(turn, noted(order, general.typed(turn, most=ABOUT)), there)
    else:
        found = await _understood(turn, there, text)
        if found == Understood(about=found.about):
            asking.ask(turn, order, there, turn.texts("new-choose"))  # the card may be far up by now
        else:
            now = heard(order, found)
            asking.ask(turn, now, there, asking.changes(turn, order, now, there))


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
    there = await asking.offer(turn)
    lacking = missing(there)
    if lacking is not None:
        turn.show(screens.lacking(turn.texts, turn.here.brand, lacking))
        return
    asking.ask(turn, begun(there, saved, about), there)


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
        **new_extras.TAPS,
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
