"""What is due in a brand, worded for each who hears of it: no event asked for it, so there is no turn."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from bot.conversation.areas import posts_buttons, table_buttons
from bot.conversation.areas.board import Queue
from bot.conversation.areas.reminders import STEPS
from bot.conversation.areas.review_telling import Open
from bot.conversation.catalogue import Texts
from bot.conversation.effects import Button, Screen, Send
from bot.conversation.events import Chat
from bot.conversation.screens import reminders as screens
from bot.conversation.screens.board import state_name
from bot.conversation.screens.reminders import FEW, About, Ending
from bot.conversation.spans import tap
from bot.domain.brief import Proof
from bot.domain.records import PostRecord, WorkspaceRecord
from bot.domain.reminders import Item, Reminder
from bot.services import reminders
from bot.services.board import Titles
from bot.services.reminders import Waiting

if TYPE_CHECKING:
    from bot.conversation.desk import Desk
    from bot.storage.work import Work

Rows = list[list[Button]]


async def waiting(work: Work, fronts: Collection[str]) -> tuple[Waiting, ...]:
    """Where somebody on these fronts is to be told something now. It only reads."""
    return await reminders.waiting(work, fronts, STEPS)


async def remind(work: Work, desk: Desk, there: Waiting, fronts: Collection[str]) -> tuple[Send, ...]:
    """What is to be told in a workspace now, remembered as told in the same transaction."""
    taken = await reminders.take(work, there, fronts, STEPS)
    if not taken:
        return ()
    teller = _Teller(work, desk, await work.workspaces.get(there.workspace))
    return tuple(
        [
            Send(Chat(one.reader.front, one.reader.chat, one.reader.person is not None), await teller.screen(one))
            for one in taken
        ]
    )


class _Teller:
    """Words what is due in one brand."""

    def __init__(self, work: Work, desk: Desk, record: WorkspaceRecord) -> None:
        self._desk = desk
        self._scope = work.within(record.id)
        self._titles = Titles(work)
        self._workspace = record.id
        self._brand = record.brand.name

    async def screen(self, one: Reminder) -> Screen:
        """One message."""
        t, first = self._desk.catalogue[one.language], one.items[:FEW]
        about = About(self._workspace, self._brand, len(one.items), group=one.reader.person is None)
        match one.kind:
            case "review":
                return await self._review(t, about, first)
            case "planned":
                return await self._planned(t, about, first)
            case "proof":
                return await self._proof(t, about, first)
            case _:
                return screens.unfinished(t, about, STEPS[first[0].what])

    async def _review(self, t: Texts, about: About, items: Sequence[Item]) -> Screen:
        posts = [await self._scope.posts.get(item.subject) for item in items]
        titles = [await self._title(t, post) for post in posts]
        rows = self._opens(t, posts, titles)
        if about.things > len(items):
            rows.append([tap(t("reminders-open-queue"), Queue(self._workspace))])
        return screens.review(t, about, titles, rows)

    async def _planned(self, t: Texts, about: About, items: Sequence[Item]) -> Screen:
        posts = [await self._scope.posts.get(item.subject) for item in items]
        late, ready = [], []
        for item, post in zip(items, posts, strict=True):
            title = await self._title(t, post)
            if item.what == "ready":
                ready.append(title)
            else:
                state = t("board-check-again") if post.check_again else state_name(t, post.state)
                late.append(screens.named(t, title, state))
        rows = self._opens(t, posts, [await self._title(t, post) for post in posts])
        if len(posts) == len(ready) == 1:
            at = (self._workspace, posts[0].id, posts[0].version)
            done = tap(t("posts-publish"), posts_buttons.Publish(*at))
            rows.append([done, tap(t("posts-replan"), posts_buttons.Plan(*at))])
        return screens.planned(t, about, late, ready, rows)

    async def _proof(self, t: Texts, about: About, items: Sequence[Item]) -> Screen:
        entries = [await self._scope.entries.get(item.subject) for item in items]
        resting = await self._scope.reminders.resting([entry.key for entry in entries])
        # Several are named with how much rests on each; of one alone there is room for what that is.
        room = FEW if len(items) == 1 else 0
        endings: list[Ending] = []
        rows: Rows = []
        for item, entry in zip(items, entries, strict=True):
            proof, ids = entry.data, resting.get(entry.key, ())
            posts = [await self._scope.posts.get(post) for post in ids[:room]]
            titles = [await self._title(t, post) for post in posts]
            if isinstance(proof, Proof) and proof.valid_until is not None:
                over = item.what == "expired"
                told = (entry.key, proof.text, proof.valid_until, over, len(ids), tuple(titles))
                endings.append(Ending(*told))
            view = tap(t("reminders-open-proof", id=entry.key), table_buttons.Open(self._workspace, entry.id))
            rows += [[view], *self._opens(t, posts, titles)]
        return screens.proof(t, about, endings, rows)

    async def _title(self, t: Texts, post: PostRecord) -> str:
        knowledge = self._desk.knowledge
        known = post.channel in knowledge.channel_keys
        channel = knowledge.channel(post.channel).title(t.language) if known else post.channel
        return screens.titled(channel, await self._titles.of(self._workspace, post))

    def _opens(self, t: Texts, posts: Sequence[PostRecord], titles: Sequence[str]) -> Rows:
        """A button for each post: one alone says what it does, several say which they are."""
        if len(posts) == 1:
            return [[tap(t("review-open"), Open(self._workspace, posts[0].id), "primary")]]
        return [[tap(title, Open(self._workspace, post.id))] for post, title in zip(posts, titles, strict=True)]
