"""What the two brands of tests/fakes/whole_scene.py hold, and their people. Built once, copied for every test."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from bot.conversation.callbacks import written
from bot.conversation.desk import Desk
from bot.conversation.effects import Answer, Effects
from bot.conversation.events import MessageRef
from bot.conversation.flow import Flow
from bot.conversation.spans import screen
from bot.conversation.turn import Place
from bot.domain.base import Model
from bot.domain.brief import Asset, Brand, Brief, Persona, Proof, Proposition, Source
from bot.domain.keeping import NewPack, NewVersion
from bot.domain.pack import Claim, KeyMessage, Post, Topic
from bot.domain.records import EntryKind, Outsider, Published
from bot.domain.reminders import Item, Reader, Reminder
from bot.domain.review import Action, Level, Rules
from bot.jobs.port import Handler
from bot.services import client_links, intake, planning, review, sharpening, team, workspaces
from bot.services.exports.filing import EXPORT, Wanted
from bot.services.hearing import HEAR, Hear, Heard
from bot.services.making.orders import MessageOrder, MoreOrder, PostsOrder
from bot.services.posts import REWRITE, Rewrite
from bot.storage.work import Work
from tests.fakes.rewriting import BY_RULES
from tests.fakes.talking import DESK, FRONT, NOW, USUAL, Message, Stage, demo
from tests.fakes.whole import DATABASE, NO_FILES, USUAL_HANDLERS, person, tapped, whole
from tests.fakes.whole_scene import (
    BRAND,
    GROUP,
    MEMBERS,
    OLD_GROUP,
    OTHER_GROUP,
    OUTSIDERS,
    STEPS,
    TAPS,
    VICTIM,
    VOICE,
    Brands,
    Rows,
    Scene,
    agree,
    buttons,
    steps,
)

Template = tuple[bytes, Brands]
"""The file of a database, and what is in it."""
CLAIMS = (
    Claim(text="Bernsteen B1 staat vast.", kind="fact", standing="proven", proof="B1"),
    Claim(text="We bellen u altijd terug.", kind="promise", standing="unproven"),
    Claim(text="Niemand is sneller.", kind="fact", standing="unproven", reason="geen bewijs"),
)
_KINDS: tuple[EntryKind, ...] = ("persona", "proposition", "proof", "asset", "source", "topic")
_MOVES: tuple[tuple[Action, ...], ...] = (
    (),
    ("submit",),
    ("submit", "approve"),
    ("submit", "approve", "plan"),
    ("submit", "approve", "publish"),
    ("submit", "request_changes"),
    ("submit", "reject"),
)
"""What was done with each post: one in every state."""


HEARING = DESK._replace(hears="oor (example)", page=lambda secret: f"https://bot.example/review/{secret}")


@asynccontextmanager
async def scene(
    folder: Path,
    template: Template,
    desk: Desk = HEARING,
    files: Mapping[str, bytes] = NO_FILES,
    others: Mapping[str, Handler] = USUAL_HANDLERS,
) -> AsyncIterator[Scene]:
    """A fresh copy of both brands."""
    content, brands = template
    await asyncio.to_thread((folder / DATABASE).write_bytes, content)
    async with whole(folder, desk, files, others) as stage:
        # What stands as waiting when a process begins is interrupted: the job that is to be stopped comes now.
        async with stage.database.work() as work:
            request = _asked(stage, MoreOrder(pack=brands.ids["pack"][0]))
            jobs = work.within(brands.workspace).jobs
            job, _ = await jobs.submit("more", brands.people["inesmarijn"], request, "live")
            await _shown(stage, work, brands)
        stage.performed.clear()
        ids = {**brands.ids, "job": (*brands.ids["job"], job.id)}
        yield Scene(stage, replace(brands, ids=ids), folder)


async def _shown(stage: Stage, work: Work, brands: Brands) -> None:
    """The messages of the cards stand in their chats."""
    stage.messages.clear()
    cards = [f"post:{post}" for post in brands.ids["post"]] + [f"message:{pack}" for pack in brands.ids["pack"]]
    for card in cards:
        name = f"{brands.workspace}/{card}"
        for copy in await work.within(brands.workspace).cards.copies(name):
            ref = MessageRef(*copy)
            stage.messages[ref] = Message(ref, screen(BRAND), name)


async def built(folder: Path) -> Template:
    """Both brands."""
    async with whole(folder) as stage, stage.database.work() as work:
        people = {}
        for account in (*MEMBERS, VICTIM, *OUTSIDERS):
            one = await work.people.who(FRONT, account, account.capitalize())
            await work.people.informed(one.id)
            people[account] = one.id
        own = await _own(work, people["olga"])
        brands = await _secret(stage, work, people, own)
    return await asyncio.to_thread((folder / DATABASE).read_bytes), brands


async def _own(work: Work, olga: int) -> int:
    """The brand of olga: a level, a group, and everything on its table."""
    record = await workspaces.found(work, Brand(name="Olgaland"), "nl", olga, USUAL)
    await workspaces.fill(work.within(record.id), workspaces.of_brief(demo("nl")), olga)
    await work.workspaces.set_rules(record.id, Rules(levels=(Level(name="Juridisch"),)))
    await work.workspaces.link(record.id, FRONT, OTHER_GROUP, olga)
    return record.id


async def _secret(stage: Stage, work: Work, people: Mapping[str, int], own: int) -> Brands:
    brief, owner = _brief(), people["inesmarijn"]
    home = (await workspaces.found(work, brief.brand, "nl", owner, USUAL)).id
    for account, role in {**MEMBERS, VICTIM: "owner", "fons": "owner"}.items():
        await work.workspaces.set_roles(home, people[account], (role,))
        await work.people.at(people[account], home)
    await _table(work, home, brief, owner)
    pack, topic = await _pack(work, home, brief, owner)
    posts = await _posts(work, home, people, brief, pack, topic)
    jobs = await _jobs(stage, work, home, people, pack, posts, topic)
    for account in (*MEMBERS, "fons", GROUP, OLD_GROUP):
        for place, card in enumerate([*(f"post:{one}" for one in posts), f"message:{pack}"]):
            message = (FRONT, account, f"card-{place}")
            await work.within(home).cards.add(f"{home}/{card}", message)
    invite, _ = await team.invite(work, home, ("editor",), owner)
    link, _ = await client_links.make(work, await team.member(work, home, owner), pack)
    await work.workspaces.link(home, FRONT, OLD_GROUP, owner)
    await team.unlink(work, home, FRONT, OLD_GROUP)
    await work.workspaces.link(home, FRONT, GROUP, owner)
    await work.workspaces.consent(home, True, owner)
    await work.workspaces.set_rules(home, Rules(levels=(Level(name="Eerste"),), author_may_approve=True))
    for account in (*MEMBERS, "fons"):
        told = Reminder(home, "review", Reader(FRONT, account, people[account]), "nl", ())
        await work.reminders.keep(told, Item(posts[0], "waits", "1"))
    await team.remove(work, home, people["fons"])
    entries = work.within(home).entries
    every = [one for kind in _KINDS for one in await entries.all(kind, withdrawn=True)]
    ids: dict[str, tuple[Any, ...]] = {
        "workspace": (home,),
        "source": (home,),
        "post": posts,
        "entry": tuple(one.id for one in every),
        "job": jobs,
        "pack": (pack,),
        "person": (people[VICTIM],),
        "invite": (invite.id,),
        "link": (link.id,),
        "chat": (GROUP,),
        "key": tuple(one.key for one in every if one.kind in ("topic", "source")),
    }
    return Brands(home, ids, people, own)


def _brief() -> Brief:
    brief = demo("nl")
    return brief.model_copy(
        update={
            "brand": Brand(name=BRAND, voice="Fluorietstem", address="je"),
            "persona": brief.persona.model_copy(update={"id": "P1", "name": "Kwartsmeer"}),
            "proposition": Proposition(id="V1", text="Lindegoud in huis."),
            "proof": (Proof(id="B1", text="Bernsteen staat vast."),),
            "assets": (Asset(id="A1", kind="pagina", title="Opaalweg", url="https://opaalweg.example"),),
            "source": Source(id="S1", title="Granietbron", text="Granietbron: zo ging dat.", permission="publish"),
            "keywords": (),
            "channels": ("linkedin", "tiktok"),
        }
    )


async def _table(work: Work, home: int, brief: Brief, owner: int) -> None:
    scope = work.within(home)
    await workspaces.fill(scope, workspaces.of_brief(brief), owner)
    await workspaces.fill(scope, [("persona", Persona(id="P2", name="Kwartsmeer twee", need="Rust."))], owner)
    await workspaces.fill(scope, [("proposition", Proposition(id="V2", text="Lindegoud twee."))], owner)
    for kind, data in (("proof", Proof(id="B8", text="Bernsteen van toen")), ("persona", brief.persona)):
        gone = await scope.entries.add("proof" if kind == "proof" else "persona", data, owner, key=f"{kind}-oud")
        await scope.entries.withdraw(gone, owner)


async def _pack(work: Work, home: int, brief: Brief, owner: int) -> tuple[int, Topic]:
    """A pack with everything but posts, and its first topic, which is saved for later too."""
    ideas = await BY_RULES.topics(brief)
    topics = tuple(one.model_copy(update={"title": f"Topaasidee {one.title}"}) for one in ideas.topics)
    message = await BY_RULES.key_message(brief, topics)
    message = KeyMessage.model_validate({**message.model_dump(), "core": "Smaragdkern"})
    new = NewPack(brief, "nl", "playbook", owner, topics=topics, reserve=ideas.reserve, key_message=message)
    await work.within(home).entries.add("topic", topics[0], owner)
    return (await work.within(home).packs.add(new)).id, topics[0]


async def _posts(
    work: Work, home: int, people: Mapping[str, int], brief: Brief, pack: int, topic: Topic
) -> tuple[int, ...]:
    """A post in every state, and one more in review with claims that are open; they were written by rules."""
    (kept,) = [await work.within(home).packs.get(pack)]
    assert kept.key_message is not None
    (made,) = await BY_RULES.posts(brief, kept.key_message, topic, ("linkedin",))
    plain = made.model_copy(update={"text": f"Robijntekst. {made.text}", "claims": (), "findings": ()})
    claiming = plain.model_copy(update={"claims": CLAIMS})
    claimed = await _post(work, home, people, pack, claiming, ("submit",))
    return (claimed, *[await _post(work, home, people, pack, plain, moves) for moves in _MOVES])


async def _post(
    work: Work, home: int, people: Mapping[str, int], pack: int, content: Post, moves: tuple[Action, ...]
) -> int:
    scope = work.within(home)
    carried = {one.proof: "1" for one in content.claims if one.proof}
    new = NewVersion(content, "nl", people["edowolf"], carried=carried, writer="playbook")
    post = (await scope.posts.add(pack, new)).id
    for move in moves:
        account = "rosalinde" if move in ("approve", "request_changes", "reject") else "edowolf"
        member = await team.member(work, home, people[account])
        seen = await review.look(work, member, post)
        if move == "plan":
            await planning.plan(work, seen, NOW.date() + timedelta(days=3))
        elif move == "publish":
            await planning.publish(work, seen, Published("https://robijntekst.example", NOW, True))
        else:
            await review.decide(work, seen, move, "Jaspisreden")
    member = await team.member(work, home, people["edowolf"])
    seen = await review.look(work, member, post)
    await review.comment(work, seen, "Jaspisreden")
    await review.report(work, seen, Outsider("Malachiet", "Malachiet bv", "mail", NOW.date(), "Malachiet"))
    return post


async def _jobs(
    stage: Stage,
    work: Work,
    home: int,
    people: Mapping[str, int],
    pack: int,
    posts: tuple[int, ...],
    topic: Topic,
) -> tuple[int, ...]:
    """Jobs that stopped, of the owner; and of a former member. What was read lies ready, to be kept or dropped."""
    owner = people["inesmarijn"]
    orders: list[tuple[str, Model, str]] = [
        ("posts", PostsOrder(pack=pack, topic=topic.id), "inesmarijn"),
        ("message", MessageOrder(pack=pack, topic=topic.id), "fons"),
        (REWRITE, Rewrite(post=posts[0], version=1, how="shorter"), "inesmarijn"),
        (intake.SOURCE, intake.Asked(aim="source", language="nl", text="Granietbron"), "inesmarijn"),
        (HEAR, Hear(file=VOICE, language="nl"), "inesmarijn"),
        (EXPORT, Wanted(what="brand", language="nl"), "inesmarijn"),
    ]
    made = []
    for place, (kind, order, account) in enumerate(orders):
        request = _asked(stage, order, account)
        job, _ = await work.within(home).jobs.submit(kind, people[account], request, f"job-{place}")
        await work.within(home).jobs.end(job.id, "interrupted")
        made.append(job.id)
    found = intake.Found(
        aim="source",
        permission="publish",
        text="Granietbron.",
        items=(
            intake.Item(field="fact", value="Granietbron feit", sentence="Granietbron."),
            intake.Item(field="series", value="awareness", sentence="Granietbron vraag?"),
        ),
    )
    said = next(one for one in await work.within(home).entries.all("proposition"))
    worded = sharpening.Sharpened(entry=said.id, wordings=(sharpening.Worded(text="Lindegoud scherp."),))
    lying = {f"job-{made[3]}": found, f"job-{made[4]}": Heard(text="Granietbron."), f"sharper-{said.id}": worded}
    for name, left in lying.items():
        await work.flows.put(FRONT, f"inesmarijn/{home}/{name}", owner, left.model_dump_json())
    return tuple(made)


def _asked(stage: Stage, order: Model, account: str = "inesmarijn") -> str:
    who = person(stage, account)
    place = Place(chat=who.chat, sender=who.sender)
    return json.dumps([place.model_dump(), order.model_dump(mode="json", by_alias=True)])


@cache
def template() -> Template:
    """Both brands, built once in this process. It runs a loop of its own: `await asyncio.to_thread(template)`."""
    with TemporaryDirectory() as folder:
        return asyncio.run(built(Path(folder)))


_LOOKING = ("inbox", "flows", "openings", "cards")
"""Tables that looking at something changes."""


class Alive(NamedTuple):
    """A button that does something for the owner of the secret brand: the step they have to be in, and all that
    was shown to whomever."""

    flow: Flow | None
    button: Any
    shown: Effects


def alive(code: str) -> Alive:
    """Such a button, by the code of its kind. Without one every test of strangers would pass for the wrong reason.
    Runs a loop of its own, too."""
    found = _every_one()[code]
    assert found, f"no button {code} does anything: give the secret brand what it points at"
    return found


@cache
def _every_one() -> Mapping[str, Alive | None]:
    with TemporaryDirectory() as folder:
        return asyncio.run(_found(Path(folder)))


async def _found(folder: Path) -> Mapping[str, Alive | None]:
    found = {}
    async with scene(folder, template()) as here:
        untouched = here.rows(*_LOOKING)
        with closing(here.copied()) as copy:
            for kind in TAPS:
                found[kind.code] = await _alive(here, kind, untouched)
                here.restore(copy)
    return found


async def _alive(here: Scene, kind: type[Any], untouched: Rows) -> Alive | None:
    for group in ("", GROUP):
        owner = here.who("inesmarijn", group)
        for flow in (None, *_near(here, kind)):
            await here.waits(owner, flow)
            for button in (button for button in buttons(here.brands, kind) if agree(flow, button)):
                here.stage.performed.clear()
                effects = await tapped(owner, written(button))
                # An alert says mostly that nothing was done.
                alert = any(isinstance(effect, Answer) and effect.alert for effect in effects)
                if not alert or here.rows(*_LOOKING) != untouched:
                    return Alive(flow, button, tuple(here.stage.performed))
    return None


def _near(here: Scene, kind: type[Any]) -> Iterator[Flow]:
    """The steps of the same area."""
    for step in STEPS:
        if step.kind.partition(".")[0] == kind.code.partition(".")[0]:
            yield from steps(here.brands, step)
