"""Every fault of a model, through the running bot: what people see of it, how soon, and how they go on."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import NullPool, create_engine, text

from bot.domain.base import LANGUAGES
from bot.generation.client.breaker import CLOSED
from tests.chaos.packs import at
from tests.fakes.model_server import KEY, Break, Fail, ModelServer, Say, Step, Write
from tests.fakes.running import House, Talker, running
from tests.fakes.speech import OGG
from tests.fakes.strict_requests import prompt_of
from tests.fakes.telegram import Message
from tests.integration.e2e.model import answer, environ
from tests.integration.e2e.steps import ordered, with_model

Figure = Callable[[str, str], None]
REST = 0.25
HASTY = {
    "KERNBOT__MODEL__ATTEMPTS": "2",
    "KERNBOT__MODEL__TIMEOUT_SECONDS": "30",
    "KERNBOT__MODEL__STALL_SECONDS": "1",
    "KERNBOT__MODEL__REST_SECONDS": str(REST),
}
"""Less patience than usual: two tries, a second of silence, and a quarter of one that a dead endpoint rests."""
BEGUN = '{"candidates": [{"title": "Een trap'
LONG = json.dumps({"candidates": [{"title": "x" * 100_000}]})


@dataclass(frozen=True)
class Fault:
    """What the endpoint does to every call, and which reason people hear; none where it goes well in the end.
    `guessed`: what broke off is counted by an estimate."""

    name: str
    step: Step | None
    reason: str = ""
    guessed: bool = False


GONE = Fault("nobody listens", None, "UnavailableError")
BLOCKED = Fault("429, Retry-After 600 s", Fail(429, "Slow down.", headers={"Retry-After": "600"}), "BusyError")
FAULTS = (
    Fault("429 without Retry-After", Fail(429, "Slow down.", "rate_limit_exceeded"), "BusyError"),
    Fault("429, no credit left", Fail(429, "You exceeded your quota.", "insufficient_quota"), "QuotaError"),
    Fault("401, the key is refused", Fail(401, "Incorrect API key.", "invalid_api_key"), "AccessError"),
    Fault("500", Fail(500, "Oops."), "UnavailableError"),
    GONE,
    Fault("silence in the middle", Break(BEGUN, "silence"), "UnavailableError", guessed=True),
    Fault("the line is cut", Break(BEGUN), "UnavailableError", guessed=True),
    Fault("a chunk that is no JSON", Break(BEGUN, "garbage"), "UnavailableError", guessed=True),
    Fault("a clean end too early", Say(BEGUN, finish=None), "UnavailableError", guessed=True),
    Fault("no JSON", Say("Here are your topics!"), "ModelFailedError"),
    Fault("the schema is ignored", Say('{"ideas": ["stairs"]}'), "ModelFailedError"),
    Fault("a refusal", Say(refusal="I would rather not."), "RefusedError"),
    Fault("an empty answer", Say(""), "ModelFailedError"),
    Fault("100 kB in one answer", Say(LONG, endless=True), "ModelFailedError"),
)


class Bench:
    """The bot with its model, and what stands in its database."""

    def __init__(self, house: House, server: ModelServer, where: str) -> None:
        self.house = house
        self.server = server
        self._engine = create_engine(where.replace("postgresql:", "postgresql+psycopg:"), poolclass=NullPool)

    async def people(self) -> list[Talker]:
        """An owner of a brand in each language, who lets the model write."""
        people = []
        for language in LANGUAGES:
            one = await self.house.owner("Noor", language)
            await with_model(one)
            people.append(one)
        return people

    def stored(self, what: str) -> Any:
        """One value out of the database."""
        with self._engine.connect() as link:
            return link.execute(text(f"SELECT {what}")).scalar_one()

    @property
    def made(self) -> tuple[int, ...]:
        """How many packs, posts and versions there are."""
        return tuple(self.stored(f"count(*) FROM {table}") for table in ("packs", "posts", "versions"))

    @property
    def counted(self) -> int:
        """The tokens that are written down for all people together."""
        return int(self.stored("coalesce(sum(tokens), 0) FROM usage"))

    @property
    def told(self) -> int:
        """The tokens that the endpoint said it charges."""
        return sum(usage["prompt_tokens"] + usage["completion_tokens"] for usage in self.server.told)


def model(server: ModelServer, **more: str) -> Mapping[str, str]:
    """The settings of a bot that writes with this model."""
    return {**environ(server), **HASTY, **more}


async def after(one: Talker, button: str, then: str, on: Message | None = None) -> tuple[Message, float]:
    """What is seen after a tap, which is a text or has this button, and the seconds until then."""
    begin = asyncio.get_running_loop().time()
    await one.taps(button, on)
    label = one.words(then)
    seen = await one.person.sees(lambda message: label in message.labels or label in message.text, 30)
    return seen, asyncio.get_running_loop().time() - begin


async def fails(one: Talker, reason: str) -> tuple[Message, float]:
    """Asks for topics; the screen that says why there are none, and the seconds until it stood there."""
    await ordered(one)
    failed, seconds = await after(one, "new-make", "ideas-again")
    assert one.t("ideas-failed", reason=reason) in failed.text
    assert one.t("ideas-kept-topics") in failed.text
    assert one.words("ideas-by-rules") in failed.labels
    return failed, seconds


async def test_whatever_goes_wrong_is_said_and_one_can_go_on(tmp_path: Path, where: str, figure: Figure) -> None:
    """Two people at once, one in each language; one tries again when it works, the other goes on without AI."""
    async with (
        ModelServer(answer=answer) as server,
        running(tmp_path, environ=model(server, **at(where))) as house,
    ):
        bench = Bench(house, server, where)
        dutch, english = await bench.people()
        for fault in FAULTS:
            said = await _meets(bench, fault, dutch, english)
            figure(f"model, {fault.name}", said)
        for reason in ("QuotaError", "AccessError"):
            await house.admin.sees(house.admin.t("ideas-failed", reason=reason))
        told = [one for one in house.admin.person.messages if house.admin.t("model-shut-how") in one.text]
        assert len(told) == 2, "once for each reason"
        wait = Fault("429, Retry-After 2 s, once", Fail(429, "Slow down.", headers={"Retry-After": "2"}))
        figure(f"model, {wait.name}", await _waits(bench, wait, dutch))
        figure(f"model, {BLOCKED.name}", await _meets(bench, BLOCKED, dutch, english, back=False))


async def _meets(bench: Bench, fault: Fault, dutch: Talker, english: Talker, *, back: bool = True) -> str:
    server, made, asked = bench.server, bench.made, len(bench.server.requests)
    counted, told = bench.counted, bench.told
    server.fault = lambda request: fault.step
    both = asyncio.gather(fails(dutch, fault.reason), fails(english, fault.reason))
    if fault is GONE:
        async with server.gone():
            results = await both
    else:
        results = await both
    calls = len(server.requests) - asked
    assert bench.made == made, "nothing half made is stored"
    server.fault = _sound
    (failed, _), (other, _) = results
    await english.chooses("ideas-by-rules", "ideas-pick", other)
    if back:
        await asyncio.sleep(CLOSED * REST)
        await dutch.chooses("ideas-again", "ideas-pick", failed)
    assert bench.made[0] == made[0] + 1 + back
    await _counted_once(bench, counted, told, guessed=fault.guessed)
    slowest = max(seconds for _, seconds in results)
    sentence = english.t("ideas-failed", reason=fault.reason)
    return f"“{sentence}” after {slowest:.1f} s; {calls} calls for two people"


async def _counted_once(bench: Bench, counted: int, told: int, *, guessed: bool) -> None:
    await bench.house.api.settled(15)
    spent, charged = bench.counted - counted, bench.told - told
    if guessed:
        assert charged < spent < charged + 20_000, "what broke off is estimated"
    else:
        assert spent == charged, "what was charged is counted once"


async def _waits(bench: Bench, fault: Fault, one: Talker) -> str:
    assert fault.step is not None
    bench.server.script.append(fault.step)
    await ordered(one)
    _, seconds = await after(one, "new-make", "ideas-pick")
    assert seconds >= 2
    return f"the topics, after {seconds:.1f} s"


async def test_every_kind_of_work_can_go_on(tmp_path: Path, where: str, figure: Figure) -> None:
    ears = {"KERNBOT__TRANSCRIPTION__NAME": "ears"}
    async with (
        ModelServer(answer=answer, models=("small", "ears")) as server,
        running(tmp_path, environ=model(server, **ears, **at(where))) as house,
    ):
        bench = Bench(house, server, where)
        for one in await bench.people():
            await _all_kinds(one, bench)
    kinds = "topics, key message, posts, rewriting, reading a source, sharper wording, writing out speech"
    figure("model, 500 in each kind of work", f"said with why, and gone on with: {kinds}")


async def _all_kinds(one: Talker, bench: Bench) -> None:
    server, why = bench.server, one.t("ideas-failed", reason="UnavailableError")

    async def met(button: str, then: str, on: Message | None = None) -> Message:
        """The screen after something failed; by then the model works again."""
        server.fault, made = _oops, bench.made
        failed, _ = await after(one, button, then, on)
        assert why in failed.text, failed.text
        assert bench.made == made
        server.fault = _sound
        await asyncio.sleep(2 * REST)
        return failed

    await ordered(one, channels=("LinkedIn", "Instagram"))
    topics = await one.chooses("new-make", "ideas-pick")
    more = await met("ideas-angle", "ideas-by-rules", topics)
    await one.chooses("ideas-by-rules", "ideas-pick", more)
    posts = await met("1. ", "ideas-by-rules", topics)
    await one.taps("ideas-by-rules", posts)
    await one.until(lambda: len(_cards(one)) == 2)
    message = next(card for card in one.person.messages if one.words("ideas-redo") in card.labels)
    other = await met("ideas-redo", "ideas-by-rules", message)
    await one.chooses("ideas-again", "ideas-message-how", other)

    card = _cards(one)[0]
    by_rules = await met("posts-how-shorter", "ideas-by-rules", card)
    assert one.t("posts-rewrite-kept") in by_rules.text
    await one.taps("ideas-by-rules", by_rules)
    await one.reads(one.t("posts-version", number=2), card)
    written = await met("posts-how-longer", "posts-retry", card)
    await one.taps("posts-retry", written)
    await one.reads(one.t("posts-version", number=3), card)

    await one.writes("Vorig jaar verhuisden we 340 gezinnen. Wat kost dat? " * 8, "source-where")
    unread = await met("source-use-publish", "source-by-rules")
    await one.chooses("source-by-rules", "340", unread)

    one.person.says("/propositions")
    listed = await one.offered("table-add-proposition")
    opened = (await one.taps(listed.labels[0], listed), await one.offered("table-sharper-button"))[1]
    blunt = await met("table-sharper-button", "table-sharper-by-rules", opened)
    await one.taps("table-sharper-by-rules", blunt)
    await one.offered(one.t("table-sharper-take", number=1))

    one.person.sends_voice(OGG)
    offer = await one.offered("source-voice-write")
    deaf = await met("source-voice-write", "source-voice-again", offer)
    server.script.append(Write({"text": "Wat kost een trap?"}))
    await one.chooses("source-voice-again", "Wat kost een trap?", deaf)


def _oops(request: object) -> Step | None:
    return Fail(500, "Oops.")


def _sound(request: object) -> Step | None:
    return None


def _cards(one: Talker) -> list[Message]:
    return [message for message in one.person.messages if one.words("posts-do-submit") in message.labels]


async def test_a_pack_of_which_a_part_fails_keeps_the_rest(tmp_path: Path, where: str, figure: Figure) -> None:
    """The model gives way in the middle of the posts: those that are there stand, and only the others are made."""
    async with (
        ModelServer(answer=answer) as server,
        running(tmp_path, environ=model(server, **at(where))) as house,
    ):
        bench = Bench(house, server, where)
        seconds = max([await _in_part(one, bench) for one in await bench.people()])
    figure("model, 500 for one of two posts", f"one post kept, the other named with why after {seconds:.1f} s")


async def _in_part(one: Talker, bench: Bench) -> float:
    server, before = bench.server, bench.made
    counted, told = bench.counted, bench.told
    server.fault = _only_linkedin
    await ordered(one, channels=("LinkedIn", "Instagram"))
    topics = await one.chooses("new-make", "ideas-pick")
    missed, seconds = await after(one, "1. ", "ideas-by-rules", topics)
    assert "• Instagram" in missed.text
    assert one.t("ideas-failed", reason="UnavailableError") in missed.text
    assert len(_cards(one)) == 1
    assert bench.made[1] == before[1] + 1
    server.fault, asked = _sound, len(server.requests)
    await one.taps("ideas-again", missed)
    await one.until(lambda: len(_cards(one)) == 2)
    assert bench.made == (before[0] + 1, before[1] + 2, before[2] + 2)
    assert [_channel(request) for request in server.requests[asked:]] == ["other"], "and nothing twice"
    await _counted_once(bench, counted, told, guessed=False)
    return seconds


def _channel(request: dict[str, Any]) -> str:
    properties = request["response_format"]["json_schema"]["schema"]["properties"]
    return "" if "parts" not in properties else "linkedin" if "LinkedIn" in prompt_of(request)[-4000:] else "other"


def _only_linkedin(request: dict[str, Any]) -> Step | None:
    return Fail(500, "Oops.") if _channel(request) == "other" else None


async def test_the_second_endpoint_takes_over_at_once_and_gives_back(
    tmp_path: Path, where: str, figure: Figure
) -> None:
    rest = 3.0
    backup = {
        "KERNBOT__BACKUP__NAME": "large",
        "KERNBOT_BACKUP_API_KEY": KEY,
        "KERNBOT__MODEL__REST_SECONDS": str(rest),
        "KERNBOT__MODEL__ATTEMPTS": "4",
    }
    async with ModelServer(answer=answer) as server, ModelServer(answer=answer, models=("large",)) as second:
        settings = {**model(server, **at(where)), **backup, "KERNBOT__BACKUP__BASE_URL": second.base_url}
        async with running(tmp_path, environ=settings) as house:
            one, _ = await Bench(house, server, where).people()
            times = []
            async with server.gone():
                for _ in range(4):
                    await ordered(one)
                    times.append((await after(one, "new-make", "ideas-pick"))[1])
            assert (len(server.requests), len(second.requests)) == (0, 4)
            assert max(times[2:]) < 3, "nobody waits for the dead one any more"
            await asyncio.sleep(rest)
            await ordered(one)
            await one.chooses("new-make", "ideas-pick")
            assert (len(server.requests), len(second.requests)) == (1, 4)
    told = ", ".join(f"{seconds:.1f}" for seconds in times)
    figure("model, first endpoint dead, second takes over: topics after", f"{told} s (four orders in a row)")
    figure("model, first endpoint works again: used again after a rest of", f"{rest:.0f} s")


async def test_a_dead_provider_costs_seconds_with_the_usual_settings(
    tmp_path: Path, where: str, figure: Figure
) -> None:
    """And one error in five by chance costs nobody anything but a pause."""
    async with ModelServer(answer=answer) as server:
        usual = {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": KEY, "KERNBOT__MODEL__NAME": "small"}
        usual["KERNBOT__MODEL__REST_SECONDS"] = "2"  # so that this test need not rest for a quarter of a minute
        async with running(tmp_path, environ={**usual, **at(where)}) as house:
            bench = Bench(house, server, where)
            people = await bench.people()
            async with server.gone():
                times = [(await fails(one, "UnavailableError"))[1] for one in [*people, *people]]
            assert max(times) < 15
            await asyncio.sleep(4)
            await _packs(people[0], 1)
            chance = random.Random(11)
            faults: list[Step] = [Fail(500), Fail(503), Break(BEGUN), Say(BEGUN, finish=None)]
            server.fault = lambda request: chance.choice(faults) if chance.random() < 0.2 else None
            asked, made = len(server.requests), bench.made[0]
            await asyncio.gather(*(_packs(one, 5) for one in people))
            errors = len(server.requests) - asked - (bench.made[0] - made)
            assert bench.made[0] == made + 10
    told = ", ".join(f"{seconds:.1f}" for seconds in times)
    figure("model, nobody listens, usual settings: people hear so after", f"{told} s (four orders in a row)")
    figure("model, 20% random errors, 10 orders", f"10 made, {errors} errors on the way that nobody saw")


async def _packs(one: Talker, count: int) -> None:
    for _ in range(count):
        await ordered(one)
        await after(one, "new-make", "ideas-pick")


@pytest.fixture(autouse=True)
def _people_are_patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Longer than usual: what is waited for here takes a few seconds by itself."""
    monkeypatch.setattr("tests.fakes.running.PATIENCE", 30.0)
