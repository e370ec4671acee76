"""Members and roles, invitations, groups, and the rules of review, by taps."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.areas import team as team_area
from bot.conversation.areas import team_groups, team_rules, trust, welcome
from bot.conversation.callbacks import written
from bot.conversation.events import Envelope, Presence
from bot.conversation.screens import rules as rules_screens
from bot.conversation.screens.team import LinkGroup, MakeInvite, Remove, Toggle, joined, parted
from bot.domain.errors import NotFoundError
from bot.domain.review import Level, Rules
from bot.domain.team import DEEDS, ROLES
from bot.services import team
from bot.services.team import Gate
from docs.pages import roles as roles_page
from tests.fakes.talking import DESK, NOW, TEXTS, Chatter, Stage, talking

AREAS = [welcome.AREA, trust.AREA, team_area.AREA, team_groups.AREA, team_rules.AREA]


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    desk = DESK._replace(gate=Gate("invite", frozenset({"me"})))
    async with talking(tmp_path, AREAS, desk) as made:
        yield made


@pytest.fixture
async def noor(stage: Stage) -> Chatter:
    """The owner of the demo brand."""
    chatter = stage.joins()
    await chatter.commands("start")
    await chatter.taps("Begrepen")
    await chatter.taps("Probeer")
    return chatter


async def link(owner: Chatter, *roles: str) -> str:
    """The secret of a new invite; `roles` are tapped on top of redacteur, which is on."""
    await owner.commands("team")
    await owner.taps("Iemand uitnodigen")
    for role in roles:
        await owner.taps(f"· {role}")
    await owner.taps("Maak de link")
    return owner.text.split("/start ")[1].split()[0]


async def ids(stage: Stage, account: str) -> tuple[int, int]:
    """Workspace and person of an account."""
    async with stage.database.read() as work:
        person = await work.people.find("test", account)
        assert person is not None
        (mine,) = await work.workspaces.of(person.id)
        return mine.workspace, person.id


async def test_an_invite_lets_one_person_in_with_its_roles(stage: Stage, noor: Chatter) -> None:
    secret = await link(noor, "beoordelaar")
    bram, other = stage.joins("bram", "Bram"), stage.joins("other", "Ander")
    await bram.commands("start", secret)
    await other.commands("start", secret)
    assert other.text == TEXTS["nl"]("welcome-link-used")
    await noor.commands("team")
    assert "• Bram: redacteur, beoordelaar" in noor.text
    await bram.commands("start", secret)
    assert bram.text == TEXTS["nl"]("welcome-link-used")


async def test_a_revoked_invite_opens_nothing(stage: Stage, noor: Chatter) -> None:
    secret = await link(noor)
    await noor.commands("team")
    await noor.taps("Open uitnodigingen")
    assert "Er staat één uitnodiging open:\n1. redacteur, tot 8 juni 2026" in noor.text
    await noor.taps("Intrekken: 1")
    assert "geen uitnodigingen open" in noor.showing("uitnodigingen").text
    bram = stage.joins("bram", "Bram")
    await bram.commands("start", secret)
    assert bram.text == TEXTS["nl"]("welcome-link-used")


async def test_roles_are_toggled_and_the_last_owner_stays(stage: Stage, noor: Chatter) -> None:
    bram = stage.joins("bram", "Bram")
    await bram.commands("start", await link(noor))
    await noor.commands("team")
    await noor.taps("Noor")
    await noor.taps("✓ eigenaar")
    assert noor.answer == TEXTS["nl"]("team-error-no-role")
    await noor.taps("· lezer")
    await noor.taps("✓ eigenaar")
    assert noor.answer == TEXTS["nl"]("team-error-last-owner")
    await noor.taps("Uit het merk halen")
    await noor.taps("Ja, eruit halen")
    assert noor.answer == TEXTS["nl"]("team-error-last-owner")
    await noor.commands("team")
    await noor.taps("Bram")
    await noor.taps("· eigenaar")
    assert "Bram: redacteur, eigenaar" in noor.text
    await bram.commands("team")
    await bram.taps("Noor")
    await bram.taps("✓ eigenaar")
    await noor.taps("· beoordelaar")
    assert noor.answer == TEXTS["nl"]("refused-not-your-role")


async def test_who_was_removed_learns_nothing_any_more(stage: Stage, noor: Chatter) -> None:
    bram = stage.joins("bram", "Bram")
    await bram.commands("start", await link(noor))
    await bram.commands("team")
    await noor.commands("team")
    await noor.taps("Bram")
    await noor.taps("Uit het merk halen")
    assert "Bram uit dit merk halen?" in noor.text
    await noor.taps("Ja, eruit halen")
    assert "Bram" not in noor.last.text
    await bram.commands("team")
    assert bram.text == TEXTS["nl"]("no-workspace")
    workspace, person = await ids(stage, "me")
    await bram.taps(written(Toggle(workspace, person, "viewer")))
    assert bram.answer == TEXTS["nl"]("old-card")
    await bram.taps(written(Toggle(workspace + 999, person, "viewer")))
    assert bram.answer == TEXTS["nl"]("old-card")


async def test_forged_members_and_roles_change_nothing(stage: Stage, noor: Chatter) -> None:
    workspace, person = await ids(stage, "me")
    await noor.commands("team")
    for forged in (Toggle(workspace, person, "god"), Toggle(workspace, 999, "owner"), Remove(workspace, 999, 1)):
        await noor.taps(written(forged))
        assert noor.answer == TEXTS["nl"]("old-card")
    await noor.taps(written(MakeInvite(workspace, "god")))
    assert noor.answer == TEXTS["nl"]("team-error-no-role")
    async with stage.database.read() as work:
        (only,) = await work.workspaces.members(workspace)
        assert only.roles == {"owner"}
        assert await work.invites.open(workspace) == ()


async def test_an_invite_is_never_made_where_others_read_along(stage: Stage, noor: Chatter) -> None:
    workspace, _ = await ids(stage, "me")
    group = noor.elsewhere("-5")
    await group.commands("start")
    await group.taps(written(MakeInvite(workspace, "owner")))
    assert group.answer == TEXTS["nl"]("trust-private-only")
    async with stage.database.read() as work:
        assert await work.invites.open(workspace) == ()


# -- groups -----------------------------------------------------------------------------------------------


async def test_a_group_is_linked_by_the_owner_moves_along_and_is_unlinked(stage: Stage, noor: Chatter) -> None:
    bram = stage.joins("bram", "Bram")
    await bram.commands("start", await link(noor))
    workspace, _ = await ids(stage, "me")
    group = noor.elsewhere("-5")
    await bram.elsewhere("-5").commands("link")
    assert group.text == TEXTS["nl"]("refused-not-your-role")
    await group.commands("link")
    await bram.elsewhere("-5").taps("Ja, koppelen")
    assert group.answer == TEXTS["nl"]("refused-not-your-role")
    await group.taps("Ja, koppelen")
    for number in ("m1", "m2"):
        envelope = Envelope(number, group.chat, group.sender, NOW)
        assert await stage.conversation.handle(Presence(envelope, True, "-1005")) == ()
    async with stage.database.read() as work:
        assert await work.workspaces.chats(workspace) == (("test", "-1005"),)
    moved = noor.elsewhere("-1005")
    await moved.commands("unlink")
    await moved.taps("Ja, loskoppelen")
    assert TEXTS["nl"]("team-unlinked") in moved.text
    async with stage.database.read() as work:
        assert await work.workspaces.chats(workspace) == ()


async def test_a_group_of_another_brand_is_not_taken_over(stage: Stage, noor: Chatter) -> None:
    async with stage.database.work() as work:
        secret = await team.admission_link(work)
    other = stage.joins("other", "Ander")
    await other.commands("start", secret)
    await other.taps("Begrepen")
    await other.taps("Probeer")
    group = noor.elsewhere("-5")
    await group.commands("link")
    await group.taps("Ja, koppelen")
    theirs = other.elsewhere("-5")
    await theirs.commands("link")
    await theirs.taps("Ja, koppelen")
    assert theirs.answer == TEXTS["nl"]("team-error-group-taken")


async def test_the_address_of_a_group_only_serves_an_owner(stage: Stage, noor: Chatter) -> None:
    workspace, _ = await ids(stage, "me")
    group = noor.elsewhere("-5")
    await group.commands("start", f"g-{workspace}")
    assert "Ja, koppelen" in group.labels
    for payload in ("g-", "g-999999", "g-" + "9" * 40, "g-²"):
        await group.commands("start", payload)
        assert group.text == TEXTS["nl"]("no-workspace")
    await noor.commands("team")
    await noor.taps(written(LinkGroup(workspace)))
    assert noor.answer == TEXTS["nl"]("team-link-in-group")


# -- rules of review --------------------------------------------------------------------------------------


async def test_an_owner_sets_the_rules_by_taps(stage: Stage, noor: Chatter) -> None:
    workspace, person = await ids(stage, "me")
    await noor.commands("rules")
    await noor.taps("2 × akkoord")
    await noor.taps("Zelf: nooit")
    await noor.taps("48 uur")
    await noor.taps("Eindverantwoordelijke kiezen")
    await noor.taps("Noor")
    assert "Eindverantwoordelijk redacteur: Noor" in noor.text
    for name in ("inhoud", "juridisch"):
        await noor.taps("Stap toevoegen")
        await noor.says(name)
    await noor.taps("Stap toevoegen")
    await noor.says("Juridisch")
    assert noor.text == TEXTS["nl"]("team-error-level-twice")
    await noor.commands("rules")
    await noor.taps("juridisch")
    await noor.taps("Noor")
    await noor.taps("Eén plek eerder")
    async with stage.database.read() as work:
        record = await work.workspaces.get(workspace)
    levels = (Level(name="juridisch", people=(person,)), Level(name="inhoud"))
    assert record.rules == Rules(approvals=2, levels=levels, author_may_approve=False, reminder_hours=48)
    assert record.responsible == "Noor"


async def test_forged_rules_are_refused(stage: Stage, noor: Chatter) -> None:
    workspace, person = await ids(stage, "me")
    await noor.commands("rules")
    for forged in (
        rules_screens.Approvals(workspace, 0),
        rules_screens.Author(workspace, "maybe"),
        rules_screens.Reminder(workspace, 0),
        rules_screens.LevelCard(workspace, 7),
        rules_screens.LevelPerson(workspace, 0, person),
        rules_screens.Responsible(workspace, 999),
    ):
        await noor.taps(written(forged))
        assert noor.answer == TEXTS["nl"]("old-card")
    async with stage.database.read() as work:
        assert (await work.workspaces.get(workspace)).rules == Rules()


async def test_a_step_of_somebody_who_goes_passes_to_the_owners(stage: Stage, noor: Chatter) -> None:
    bram = stage.joins("bram", "Bram")
    await bram.commands("start", await link(noor, "beoordelaar"))
    workspace, gone = await ids(stage, "bram")
    _, owner = await ids(stage, "me")
    async with stage.database.work() as work:
        await work.workspaces.set_rules(workspace, Rules(levels=(Level(name="juridisch", people=(gone,)),)))
        await team.remove(work, workspace, gone)
        assert (await work.workspaces.get(workspace)).rules.levels[0].people == (owner,)


@given(st.lists(st.sampled_from("abcdefghi"), unique=True, max_size=9), st.integers(-2, 10))
def test_a_step_moves_without_any_getting_lost(names: list[str], at: int) -> None:
    rules = Rules(levels=tuple(Level(name=name) for name in names))
    if not 0 <= at < len(names):
        with pytest.raises(NotFoundError):
            team.earlier(rules, at)
        return
    moved = [level.name for level in team.earlier(rules, at).levels]
    assert sorted(moved) == sorted(names)
    assert moved.index(names[at]) == max(at - 1, 0)


@given(st.frozensets(st.sampled_from(ROLES)))
def test_roles_behind_a_button_read_back(roles: frozenset[str]) -> None:
    held = frozenset(role for role in ROLES if role in roles)
    assert parted(joined(held)) == held


def test_the_page_of_roles_has_every_deed_and_role() -> None:
    page = roles_page.blocks()["roles"].splitlines()
    assert page[0] == "| Deed | Viewer | Editor | Reviewer | Owner |"
    assert len(page) == 2 + len(DEEDS)
    assert all(re.search(r"yes \|$", line) for line in page[2:])
