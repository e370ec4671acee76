"""Links for somebody outside: who makes them, what they open, and what they put on record."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.base import Language
from bot.domain.errors import BadInputError, ConflictError, NotFoundError
from bot.domain.records import MOVES_NOTHING, Membership, Verdict
from bot.domain.review import Moved, RefusedMoveError
from bot.domain.team import Role
from bot.services import board, client_links, team
from bot.services.client_links import LASTS_DAYS, NAME, REMARK, SECRET, ClientDesk, Heard, Reply
from bot.services.client_sharing import given as given_links
from bot.services.exports import files
from bot.services.exports.approved import Texts
from bot.services.privacy import Notice, prune
from bot.storage.database import Database, Work
from bot.storage.tables.client import client_links as table
from tests.fakes.composing import KNOWLEDGE
from tests.integration.storage.filling import START, Clock, Filled, fill, rows, rows_of, said, submitted, version


def texts(language: Language) -> Texts:
    """The words of documents."""
    return board.reading(KNOWLEDGE, language)


def member(filled: Filled, role: Role = "owner") -> Membership:
    """Anna in this role."""
    return Membership(filled.workspace, "Waterkant", filled.anna, "Anna", frozenset({role}))


async def made(work: Work, filled: Filled) -> str:
    """The secret of a link about the pack."""
    return (await client_links.make(work, member(filled), filled.pack.id))[1]


def reply(said: Mapping[int, tuple[Verdict, str]] | None = None, name: str = "C. Klant") -> Reply:
    """What somebody outside sends: a yes to the first post unless told otherwise."""
    return Reply(name, "Waterschap", {1: ("approve", "")} if said is None else said)


async def test_a_link_opens_the_posts_of_its_pack_and_nothing_else(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        other = await fill(work, "Elders", "2")
        hidden = await work.within(filled.workspace).packs.get(filled.pack.id)
        secret = await made(work, filled)
        page = await client_links.opened(work, secret, texts)
    assert page is not None
    assert (page.brand, page.language, len(page.posts)) == ("Waterkant", "nl", 1)
    (post,) = page.posts
    assert (post.standing, post.concept, post.text) == ("open", False, "Een dag werk, een droge kelder.")
    assert post.title == hidden.topics[0].title
    said = repr(page)
    for word in ("Elders", "Anna", "Bram", "B1", "proven", "hash", str(other.workspace) + ","):
        assert word not in said


async def test_the_secret_is_192_bits_and_only_its_hash_is_kept(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        secrets = {await made(work, filled) for _ in range(20)}
        kept = repr(await rows_of(work, filled.workspace))
    assert len(secrets) == 20
    assert client_links.SECRET_BYTES * 8 == 192
    for secret in secrets:
        assert SECRET.fullmatch(secret)
        assert secret not in kept


async def test_a_word_goes_on_record_on_the_hash_of_the_version_and_moves_nothing(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        here = work.within(filled.workspace)
        before, post = await here.posts.version(filled.post.id), await here.posts.get(filled.post.id)
        secret = await made(work, filled)
        heard = await client_links.answer(work, secret, reply({1: ("approve", " Graag\r\nsnel. ")}, " C.\tKlant "))
        assert heard is not None
        (decision,) = heard.decisions
        assert (decision.kind, decision.hash, decision.version) == ("client_approve", before.hash, before.id)
        assert (decision.person, decision.person_name, decision.reason) == (None, "C. Klant", "Graag\nsnel.")
        assert decision.outsider is not None
        assert decision.outsider[:4] == ("C. Klant", "Waterschap", "link", work.now.date())
        assert decision.kind in MOVES_NOTHING
        assert await here.posts.version(filled.post.id) == before
        assert await here.posts.get(filled.post.id) == post
        assert (await here.reviews.of_post(post.id))[-1] == decision


async def test_a_post_is_answered_once(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        secret = await made(work, filled)
        first = await client_links.answer(work, secret, reply())
        again = await client_links.answer(work, secret, reply({1: ("comment", "Toch niet.")}))
        page = await client_links.opened(work, secret, texts)
        lines = await work.within(filled.workspace).reviews.of_post(filled.post.id)
    assert first is not None
    assert again is not None
    assert (len(first.decisions), again.decisions) == (1, ())
    assert page is not None
    assert (page.posts[0].standing, page.posts[0].verdict, page.posts[0].text) == ("answered", "approve", "")
    assert [line.kind for line in lines].count("client_approve") == 1
    assert "client_comment" not in [line.kind for line in lines]


async def test_posts_are_answered_one_by_one(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        second = await work.within(filled.workspace).posts.add(filled.pack.id, version(filled.anna, "Concept!"))
        await submitted(work, filled.workspace, second.id, filled.anna)
        secret = await made(work, filled)
        one = await client_links.answer(work, secret, reply({2: ("comment", "Korter."), 7: ("approve", "")}))
        page = await client_links.opened(work, secret, texts)
    assert one is not None
    assert [(line.post, line.kind, line.reason) for line in one.decisions] == [
        (second.id, "client_comment", "Korter.")
    ]
    assert page is not None
    assert [post.standing for post in page.posts] == ["open", "answered"]


async def test_a_newer_version_takes_the_text_away(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        secret = await made(work, filled)
        await work.within(filled.workspace).posts.add_version(filled.post.id, version(filled.anna, "Geheim."), 1)
        page = await client_links.opened(work, secret, texts)
        heard = await client_links.answer(work, secret, reply())
    assert page is not None
    assert (page.posts[0].standing, page.posts[0].text, page.posts[0].parts) == ("changed", "", ())
    assert heard is not None
    assert heard.decisions == ()


async def test_a_link_ends_by_itself_and_can_be_shut(db: Database, clock: Clock) -> None:
    async with db.work() as work:
        filled = await fill(work)
        secret = await made(work, filled)
        link, shut = await client_links.make(work, member(filled), filled.pack.id)
        assert await client_links.revoke(work, member(filled), link.id)
        assert not await client_links.revoke(work, member(filled), link.id)
        assert link.id not in {one.id for one in await client_links.links(work, member(filled), filled.pack.id)}
        assert await client_links.opened(work, shut, texts) is None
        assert await client_links.answer(work, shut, reply()) is None
    clock.later(days=LASTS_DAYS, seconds=-1)
    async with db.work() as work:
        assert await client_links.opened(work, secret, texts) is not None
    clock.later(seconds=1)
    async with db.work() as work:
        assert await client_links.opened(work, secret, texts) is None
        assert await client_links.answer(work, secret, reply()) is None


async def test_the_links_of_somebody_who_leaves_are_shut(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        secret = await made(work, filled)
        await work.workspaces.set_roles(filled.workspace, filled.bram, {"owner"})
        await team.remove(work, filled.workspace, filled.anna)
        assert await client_links.opened(work, secret, texts) is None
        assert all(row.revoked for row in await work.link.execute(table.select()))


async def test_who_may_make_and_shut_one(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        for role in ("editor", "reviewer", "owner"):
            link, _ = await client_links.make(work, member(filled, role), filled.pack.id)
        with pytest.raises(RefusedMoveError):
            await client_links.make(work, member(filled, "viewer"), filled.pack.id)
        with pytest.raises(RefusedMoveError):
            await client_links.revoke(work, member(filled, "viewer"), link.id)
        for days in (0, client_links.MOST_DAYS + 1):
            with pytest.raises(BadInputError):
                await client_links.make(work, member(filled), filled.pack.id, days=days)


async def test_another_workspace_makes_and_shuts_nothing_here(db: Database) -> None:
    async with db.work() as work:
        filled, other = await fill(work), await fill(work, "Elders", "2")
        link, secret = await client_links.make(work, member(filled), filled.pack.id)
        before = await rows(work, table, table.c.workspace_id == filled.workspace)
        with pytest.raises(NotFoundError):
            await client_links.make(work, member(other), filled.pack.id)
        assert not await client_links.revoke(work, member(other), link.id)
        assert await client_links.links(work, member(other), filled.pack.id) == ()
        assert await rows(work, table, table.c.workspace_id == filled.workspace) == before
        assert await client_links.opened(work, secret, texts) is not None


@pytest.mark.parametrize(
    "secret", ["", "x", "A" * 31, "A" * 33, "A" * 31 + "\n", "é" * 32, "%00" * 8, "' OR 1=1 --"]
)
async def test_what_has_another_shape_asks_no_database(secret: str) -> None:
    class Untouchable:
        def __getattr__(self, name: str) -> object:
            raise AssertionError(name)

    assert await ClientDesk(Untouchable(), texts, told).open(secret) is None


async def told(work: Work, heard: Heard) -> Callable[[], Awaitable[None]]:
    """Nobody listens."""
    raise AssertionError(heard)


async def test_only_what_is_up_for_review_or_further_is_shown(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        posts = work.within(filled.workspace).posts
        draft = await posts.add(filled.pack.id, version(filled.anna, "Nog lang niet af."))
        up = await posts.add(filled.pack.id, version(filled.anna, "Ligt voor."))
        await submitted(work, filled.workspace, up.id, filled.anna)
        page = await client_links.opened(work, await made(work, filled), texts)
        assert page is not None
        assert [post.text for post in page.posts] == ["Een dag werk, een droge kelder.", "Ligt voor."]
        _, one = await client_links.make(work, member(filled), filled.pack.id, posts=(up.id,))
        page = await client_links.opened(work, one, texts)
        assert page is not None
        assert [post.text for post in page.posts] == ["Ligt voor."]
        with pytest.raises(BadInputError):
            await client_links.make(work, member(filled), filled.pack.id, posts=(draft.id,))


async def test_a_text_that_was_taken_back_is_shown_and_answered_no_more(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        here = work.within(filled.workspace)
        up = await here.posts.add(filled.pack.id, version(filled.anna, "Ligt voor."))
        await submitted(work, filled.workspace, up.id, filled.anna)
        secret = await made(work, filled)
        await here.reviews.decide(
            await here.posts.version(up.id), "withdraw", Moved("draft"), said(filled.anna, "Anna")
        )
        page = await client_links.opened(work, secret, texts)
        assert page is not None
        assert [(post.standing, bool(post.text)) for post in page.posts] == [("open", True), ("changed", False)]
        heard = await client_links.answer(work, secret, reply({1: ("approve", ""), 2: ("approve", "")}))
        assert heard is not None
        assert [line.post for line in heard.decisions] == [filled.post.id]


async def test_asking_for_a_link_twice_is_once(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        scope = work.within(filled.workspace)
        after = await scope.clients.last(filled.pack.id)
        assert after == filled.link
        link, _ = await client_links.make(work, member(filled), filled.pack.id, after=after)
        with pytest.raises(ConflictError):
            await client_links.make(work, member(filled), filled.pack.id, after=after)
        assert await scope.clients.last(filled.pack.id) == link.id
        assert [one.link for one in await given_links(scope, filled.pack.id)][1:] == [link]
        assert await scope.clients.last(filled.pack.id + 1) == 0


async def test_links_that_open_nothing_are_forgotten_and_what_was_said_stays(db: Database, clock: Clock) -> None:
    async with db.work() as work:
        filled, other = await fill(work), await fill(work, "Elders", "2")
        shut, _ = await client_links.make(work, member(filled), filled.pack.id)
        secret = await made(work, filled)
        assert await client_links.answer(work, secret, reply()) is not None
        await client_links.revoke(work, member(filled), shut.id)
        await prune(work, Notice())
        kept = [row.id for row in await work.link.execute(table.select())]
        assert shut.id not in kept
        assert {filled.link, other.link} < set(kept)
    clock.later(days=LASTS_DAYS)
    async with db.work() as work:
        await prune(work, Notice())
        for name in ("client_links", "client_asks"):
            assert (await rows_of(work, filled.workspace))[name] == []
        lines = await work.within(filled.workspace).reviews.of_post(filled.post.id)
        assert lines[-1].kind == "client_approve"


async def test_what_was_said_goes_along_and_what_is_erased_is_gone(db: Database) -> None:
    async with db.work() as work:
        filled, other = await fill(work), await fill(work, "Elders", "2")
        secret = await made(work, filled)
        await client_links.answer(work, secret, reply({1: ("comment", "Graag met cijfers.")}))
        posts = await files.of_posts(work, filled.workspace, "json", texts("nl"))
        period = (START, START + timedelta(days=1))
        audited = await files.of_record(work, filled.workspace, *period, "csv", texts("nl"))
        export, record = (build().content.decode() for build in (posts, audited))
        for told_ in (export, record):
            for word in ("C. Klant", "Waterschap", "Graag met cijfers."):
                assert word in told_
        assert "opmerking van buiten, via de link" in record
        mine = (await work.people.export(filled.anna))["client_links"]
        assert {"pack_id", "expires_at", "revoked"} <= set(mine[0])
        assert "secret_hash" not in mine[0]
        await work.workspaces.erase(filled.workspace)
        assert await client_links.opened(work, secret, texts) is None
        left = {row.workspace_id for row in await work.link.execute(table.select())}
        assert left == {other.workspace}


async def test_the_team_hears_after_it_is_stored(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        secret = await made(work, filled)
    heard_of: list[Heard] = []

    async def hears(work: Work, heard: Heard) -> Callable[[], Awaitable[None]]:
        lines = await work.within(filled.workspace).reviews.of_post(filled.post.id)
        assert lines[-1] == heard.decisions[0]

        async def tell() -> None:
            async with db.read() as after:
                assert (await after.within(filled.workspace).reviews.of_post(filled.post.id))[-1] == lines[-1]
            heard_of.append(heard)

        return tell

    desk = ClientDesk(db, texts, hears)
    after, again = await desk.answer(secret, reply()), await desk.answer(secret, reply())
    assert after is not None
    assert again is not None
    assert heard_of == []
    await after()
    await again()
    assert await desk.answer("A" * 32, reply()) is None
    assert [one.link.workspace for one in heard_of] == [filled.workspace]


async def test_ten_answers_at_once_are_one(db: Database) -> None:
    async with db.work() as work:
        filled = await fill(work)
        secret = await made(work, filled)
    heard_of: list[Heard] = []

    async def hears(work: Work, heard: Heard) -> Callable[[], Awaitable[None]]:
        async def tell() -> None:
            heard_of.append(heard)

        return tell

    desk = ClientDesk(db, texts, hears)
    for tell in await asyncio.gather(*(desk.answer(secret, reply()) for _ in range(10))):
        assert tell is not None
        await tell()
    assert len(heard_of) == 1
    async with db.read() as work:
        lines = await work.within(filled.workspace).reviews.of_post(filled.post.id)
    assert [line.kind for line in lines].count("client_approve") == 1


@pytest.mark.parametrize(
    "wrong",
    [
        reply(name=" \u200f\x00 "),
        Reply("C. Klant", "", {1: ("approve", "")}),
        reply({}),
        reply({1: ("comment", " \n")}),
        reply({1: ("approve", "x" * (REMARK + 1))}),
        reply(name="x" * (NAME + 1)),
    ],
)
async def test_a_word_that_is_not_complete_is_not_stored(db: Database, wrong: Reply) -> None:
    async with db.work() as work:
        filled = await fill(work)
        secret = await made(work, filled)
    with pytest.raises(BadInputError):
        await ClientDesk(db, texts, told).answer(secret, wrong)
    async with db.read() as work:
        page = await client_links.opened(work, secret, texts)
    assert page is not None
    assert page.posts[0].standing == "open"


@given(st.text(), st.text())
def test_what_was_typed_is_kept_without_what_nobody_sees(name: str, remark: str) -> None:
    line, words = client_links.one_line(name), client_links.tidy(remark)
    assert "\n" not in line
    for kept in (line, words):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", kept)
        assert kept == kept.strip()
        kept.encode()  # no half of a pair
    assert client_links.tidy(words) == words
