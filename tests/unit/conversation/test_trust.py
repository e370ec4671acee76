"""Privacy, help, consent, usage and limits, taking data along, and being erased."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.all_areas import AREAS as EVERY
from bot.conversation.areas import team as team_area
from bot.conversation.areas import team_groups, team_rules, trust, welcome
from bot.conversation.callbacks import written
from bot.conversation.effects import MESSAGE_UTF16
from bot.conversation.screens import trust as screens
from bot.conversation.screens.trust import Consent
from bot.domain.base import LANGUAGES, Language
from bot.domain.errors import KernbotError
from bot.domain.records import SpentToday
from bot.domain.team import Role
from bot.services import limits, privacy, team
from bot.services.limits import Allowance, LimitReachedError, Limits
from bot.services.privacy import Notice
from tests.fakes.talking import DESK, TEXTS, Chatter, Stage, talking

AREAS = [welcome.AREA, trust.AREA, team_area.AREA, team_groups.AREA, team_rules.AREA]
LIMITS = Limits(Allowance(generations=3, cost=2.5), Allowance(tokens=1000), "EUR")
NOW = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with talking(tmp_path, AREAS, DESK._replace(model="Voorbeeld BV", limits=LIMITS)) as made:
        yield made


@pytest.fixture
async def noor(stage: Stage) -> Chatter:
    """The owner of the demo brand."""
    chatter = stage.joins()
    await chatter.commands("start")
    await chatter.taps("Begrepen")
    await chatter.taps("Probeer")
    return chatter


async def join(stage: Stage, account: str, *roles: Role) -> tuple[Chatter, int, int]:
    """A colleague in the brand of `me`, with the workspace and their own id."""
    async with stage.database.work() as work:
        owner = await work.people.find("test", "me")
        assert owner is not None
        assert owner.current is not None
        _, secret = await team.invite(work, owner.current, roles, owner.id)
    chatter = stage.joins(account, account.capitalize())
    await chatter.commands("start", secret)
    await chatter.taps("Begrepen")
    async with stage.database.read() as work:
        person = await work.people.find("test", account)
        assert person is not None
        return chatter, owner.current, person.id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("provider", [None, "Voorbeeld BV"])
def test_privacy_names_who_sees_text_and_fits_in_a_message(language: Language, provider: str | None) -> None:
    text = screens.privacy(TEXTS[language], Notice("Jo, jo@voorbeeld.nl", 3, 1), provider).text
    assert ("Voorbeeld BV" in text) == (provider is not None)
    for said in ("jo@voorbeeld.nl", "/export_me", "/delete_me", "Telegram", "50"):
        assert said in text
    assert len(text.encode("utf-16-le")) // 2 <= MESSAGE_UTF16
    assert {"nl": "3 dagen", "en": "3 days"}[language] in text
    assert {"nl": "1 dag.", "en": "1 day."}[language] in text


@pytest.mark.parametrize(
    ("typed", "meant"), [("privacie", "privacy"), ("taal", "language"), ("leden", "team"), ("tea", "team")]
)
async def test_a_command_that_is_almost_right_is_named(
    stage: Stage, noor: Chatter, typed: str, meant: str
) -> None:
    await noor.commands(typed)
    assert noor.text == TEXTS["nl"]("unknown-near", command=meant)


async def test_a_command_like_nothing_is_unknown(stage: Stage, noor: Chatter) -> None:
    for typed in ("zzz", "admit", "bewijs"):  # of an admin, and of a part that is not here
        await noor.commands(typed)
        assert noor.text == TEXTS["nl"]("unknown")


def test_the_words_for_commands_are_about_commands_that_are_there() -> None:
    known = {name for area in EVERY for name in area.commands}
    for language in LANGUAGES:
        listed = TEXTS[language]("unknown-words").split(",")
        assert {entry.partition(":")[0].strip() for entry in listed} <= known
        words = [word for entry in listed for word in entry.partition(":")[2].split()]
        assert len(words) == len(set(words))
        assert not known & set(words)


async def test_help_shows_what_this_person_may_do(stage: Stage, noor: Chatter) -> None:
    newcomer = stage.joins("new", "Nieuw")
    await newcomer.commands("help")
    assert "/team" not in newcomer.text
    assert "/privacy" in newcomer.text
    lena, workspace, person = await join(stage, "lena", "viewer")
    await lena.commands("help")
    assert "/team" in lena.text
    assert "/consent" not in lena.text
    assert TEXTS["nl"]("trust-help-loose") not in lena.text
    await noor.commands("help")
    assert TEXTS["nl"]("trust-help-loose") in noor.text
    assert "/consent" in noor.text
    assert "/admit" not in noor.text
    assert "/link" not in noor.text, "that is for groups"
    group = noor.elsewhere("groep")
    await group.commands("help")
    assert TEXTS["nl"]("trust-help-group") in group.text
    assert "/new" not in group.text
    async with stage.database.work() as work:
        await work.workspaces.link(workspace, "test", "groep", person)
    await group.commands("help")
    assert group.text.startswith("Klok en Kast\n")
    assert "/unlink" in group.text
    await lena.elsewhere("groep").commands("help")
    assert "/unlink" not in group.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_here_has_a_description_that_fits(language: Language) -> None:
    names = [name for area in AREAS for name in area.commands]
    about = trust.about(TEXTS, [*names, "secret"])
    assert [name for name, _ in about.commands[language]] == names
    assert all(1 <= len(text) <= 256 for _, text in about.commands[language])
    assert len(about.description[language]) <= 512
    assert len(about.short_description[language]) <= 120
    assert "{reference}" in about.trouble[language]


async def test_only_an_owner_lets_a_model_write_along_and_it_is_remembered(stage: Stage, noor: Chatter) -> None:
    lena, workspace, _ = await join(stage, "lena", "editor", "reviewer")
    await lena.commands("consent")
    assert lena.text == TEXTS["nl"]("refused-not-your-role")
    await lena.taps(written(Consent(workspace, 1)))
    assert lena.answer == TEXTS["nl"]("refused-not-your-role")
    await noor.commands("consent")
    await noor.taps("Ja, laat")
    async with stage.database.read() as work:
        record = await work.workspaces.get(workspace)
    assert (record.models, record.models_at) == (True, NOW)
    await noor.taps("Stop ermee")
    assert "Uitgezet door Noor op 1 juni 2026." in noor.text


async def test_the_language_is_changed_and_what_is_no_language_is_asked_again(noor: Chatter) -> None:
    await noor.commands("language", "klingon")
    await noor.taps("English")
    assert noor.text == TEXTS["en"]("trust-language-set")
    await noor.commands("language", "NL")
    assert noor.text == TEXTS["nl"]("trust-language-set")


# -- usage and limits -------------------------------------------------------------------------------------


async def test_usage_stands_beside_what_may_be_used(stage: Stage, noor: Chatter) -> None:
    lena, workspace, person = await join(stage, "lena", "editor")
    async with stage.database.work() as work:
        await limits.spend(work, workspace, person, SpentToday(2, 800, 0.5))
    await lena.commands("usage")
    for line in (
        "2 van 3 keer iets laten maken",
        "800 van 1.000 tokens",
        "EUR 0,5 van 2,5",
        "2 juni 2026 om 0.00",
    ):
        assert line in lena.text
    await noor.commands("usage")
    assert "0 van 3 keer" in noor.text
    assert "800 van 1.000 tokens" in noor.text


async def test_limits_shut_at_the_edge_and_say_when_there_is_room(stage: Stage, noor: Chatter) -> None:
    _, workspace, person = await join(stage, "lena", "editor")
    async with stage.database.work() as work:
        await limits.spend(work, workspace, person, SpentToday(2, 999, 2.49))
        await limits.room(work, workspace, person, LIMITS)
        await limits.spend(work, workspace, person, SpentToday(1, 0, 0.0))
        with pytest.raises(LimitReachedError) as caught:
            await limits.room(work, workspace, person, LIMITS)
        assert (caught.value.whose, caught.value.measure) == ("person", "generations")
        owner = await work.people.find("test", "me")
        assert owner is not None
        await limits.room(work, workspace, owner.id, LIMITS)
        await limits.spend(work, workspace, person, SpentToday(0, 1, 0.0))
        with pytest.raises(LimitReachedError) as other:
            await limits.room(work, workspace, owner.id, LIMITS)
        assert (other.value.whose, other.value.measure) == ("workspace", "tokens")
    assert caught.value.frees_at == datetime(2026, 6, 1, 22, tzinfo=UTC)
    assert "2 juni 2026 om 0.00 uur (Europe/Amsterdam)" in screens.limit_reached(TEXTS["nl"], caught.value)
    assert "2 June 2026" in screens.limit_reached(TEXTS["en"], other.value)


@given(
    st.integers(1_577_836_800, 2_051_222_400),
    st.sampled_from(["Europe/Amsterdam", "America/New_York", "Asia/Kolkata", "Nowhere/Atall", "../etc"]),
)
def test_room_always_comes_back_within_a_long_day(second: int, timezone: str) -> None:
    now = datetime.fromtimestamp(second, UTC)
    frees = limits.frees_at(now, timezone)
    assert timedelta(0) < frees.astimezone(UTC) - now <= timedelta(hours=25)
    assert limits.today(frees, timezone) == limits.today(now, timezone) + timedelta(days=1)


def test_a_day_is_the_one_of_the_workspace() -> None:
    late = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)
    assert limits.today(late, "Europe/Amsterdam") == date(2026, 6, 2)
    assert limits.frees_at(late, "Europe/Amsterdam") == datetime(2026, 6, 3, tzinfo=ZoneInfo("Europe/Amsterdam"))


# -- taking along and leaving -----------------------------------------------------------------------------


async def test_a_person_takes_along_what_is_kept_about_them_but_not_in_a_group(
    stage: Stage, noor: Chatter
) -> None:
    await noor.elsewhere("-5").commands("export_me")
    assert stage.files == []
    await noor.commands("export_me")
    (file,) = stage.files
    assert file.name == "kernbot-mijn-gegevens-2026-06-01.json"
    data = json.loads(file.content)
    assert data["people"][0]["name"] == "Noor"
    assert data["accounts"][0]["account"] == "me"


async def test_erasing_takes_the_typed_word_and_the_brands_of_nobody_else(stage: Stage, noor: Chatter) -> None:
    async with stage.database.read() as work:
        person = await work.people.find("test", "me")
        assert person is not None
        (mine,) = await work.workspaces.of(person.id)
    await noor.commands("delete_me")
    assert f"• {mine.brand}" in noor.text
    await noor.says("ja")
    assert noor.text == TEXTS["nl"]("trust-erase-kept")
    await noor.says("WISSEN")
    assert noor.text == TEXTS["nl"]("unknown")
    await noor.commands("delete_me")
    await noor.taps("Toch niet")
    await noor.says("WISSEN")
    await noor.commands("delete_me")
    await noor.says(" wissen. ")
    assert noor.text == TEXTS["nl"]("trust-erased")
    async with stage.database.read() as work:
        assert not await work.people.anybody()
        with pytest.raises(KernbotError):
            await work.workspaces.get(mine.workspace)


async def test_the_only_owner_of_others_work_is_told_what_to_do_first(stage: Stage, noor: Chatter) -> None:
    lena, workspace, lena_id = await join(stage, "lena", "editor")
    await noor.commands("delete_me")
    assert TEXTS["nl"]("trust-erase-needed") in noor.text
    await noor.says("WISSEN")
    await noor.commands("team")
    await noor.taps("Lena")
    await noor.taps("· eigenaar")
    await noor.commands("delete_me")
    await noor.says("WISSEN")
    await lena.commands("team")
    assert "Noor" not in lena.text
    async with stage.database.read() as work:
        assert [one.person for one in await work.workspaces.members(workspace)] == [lena_id]


async def test_a_colleague_that_comes_in_while_the_word_is_typed_stops_it(stage: Stage, noor: Chatter) -> None:
    await noor.commands("delete_me")
    _, workspace, _ = await join(stage, "lena", "editor")
    await noor.says("WISSEN")
    assert TEXTS["nl"]("trust-erase-needed") in noor.text
    async with stage.database.read() as work:
        assert len(await work.workspaces.members(workspace)) == 2


async def test_what_has_served_is_forgotten_when_the_notice_says(stage: Stage, noor: Chatter) -> None:
    async with stage.database.work() as work:
        work.now += timedelta(days=3)
        await privacy.prune(work, Notice(updates_days=2))
        assert await work.inbox.first_time("test", "1")
