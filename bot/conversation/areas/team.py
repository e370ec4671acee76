"""The team: members and roles, and links that let somebody in."""

from __future__ import annotations

from bot.conversation import general
from bot.conversation.areas.trust import privately
from bot.conversation.screens import team as screens
from bot.conversation.screens.team import (
    Invites,
    MakeInvite,
    MemberCard,
    PickRoles,
    Remove,
    Revoke,
    TeamCard,
    Toggle,
)
from bot.conversation.turn import Area, Rule, Turn
from bot.domain.errors import NotFoundError
from bot.domain.team import ROLES, may
from bot.services import team


async def overview(turn: Turn, _: object) -> None:
    """Everybody with their roles."""
    here = turn.here
    members = await turn.work.workspaces.members(here.workspace)
    manages = may(here.roles, "manage")
    turn.show(screens.team(turn.texts, here.brand, members, workspace=here.workspace, manages=manages))


async def show_member(turn: Turn, card: MemberCard) -> None:
    """One member, to change."""
    turn.show(screens.member(turn.texts, await team.member(turn.work, card.workspace, card.person)))


async def toggle(turn: Turn, chosen: Toggle) -> None:
    """Gives a role or takes it. Owners that take their own role see the team as it is for others."""
    if chosen.role not in ROLES:
        raise NotFoundError("There is no such role.")
    changed = await team.toggle_role(turn.work, chosen.workspace, chosen.person, chosen.role)
    if changed.person == turn.person.id and not may(changed.roles, "manage"):
        turn.home = changed
        await overview(turn, chosen)
    else:
        turn.show(screens.member(turn.texts, changed))


async def remove(turn: Turn, chosen: Remove) -> None:
    """Takes a member out, once it was confirmed."""
    if chosen.sure != 1:
        turn.show(screens.sure(turn.texts, await team.member(turn.work, chosen.workspace, chosen.person)))
        return
    gone = await team.remove(turn.work, chosen.workspace, chosen.person)
    turn.answer(turn.texts("team-removed", name=gone.name or turn.texts("team-nameless")))
    if gone.person == turn.person.id:
        turn.done()
        turn.show(general.plain(turn, "team-left"))
    else:
        await overview(turn, chosen)


# -- links ------------------------------------------------------------------------------------------------


async def pick_roles(turn: Turn, chosen: PickRoles) -> None:
    """What may the invited person do?"""
    roles = screens.parted(chosen.roles)
    turn.show(screens.pick_roles(turn.texts, turn.here.brand, chosen.workspace, roles))


async def invite(turn: Turn, chosen: MakeInvite) -> None:
    """Makes the link, and shows it once."""
    roles = screens.parted(chosen.roles)
    made, secret = await team.invite(turn.work, chosen.workspace, roles, turn.person.id)
    turn.show(screens.invited(turn.texts, turn.here.brand, made, _address(turn, secret)))


async def list_invites(turn: Turn, card: Invites) -> None:
    """The links that can still be used."""
    found = await turn.work.invites.open(card.workspace)
    turn.show(screens.invites(turn.texts, turn.here.brand, card.workspace, found))


async def revoke(turn: Turn, chosen: Revoke) -> None:
    """Shuts a link."""
    shut = await turn.work.invites.revoke(chosen.workspace, chosen.invite)
    turn.answer(turn.texts("team-invite-shut" if shut else "team-invite-gone"))
    await list_invites(turn, Invites(chosen.workspace))


async def admit(turn: Turn, _: str) -> None:
    """An admin lets somebody use this installation; to others there is no such command."""
    if not turn.person.admin:
        general.unknown(turn)
        return
    turn.say(screens.admitted(turn.texts, _address(turn, await team.admission_link(turn.work))))


def _address(turn: Turn, secret: str) -> str:
    return turn.desk.link(secret, False) or f"/start {secret}"


AREA = Area(
    commands={"team": Rule(privately(overview), "read"), "admit": Rule(privately(admit))},
    taps={
        TeamCard: Rule(privately(overview), "read"),
        MemberCard: Rule(privately(show_member), "manage"),
        Toggle: Rule(privately(toggle), "manage"),
        Remove: Rule(privately(remove), "manage"),
        PickRoles: Rule(privately(pick_roles), "manage"),
        MakeInvite: Rule(privately(invite), "manage"),
        Invites: Rule(privately(list_invites), "manage"),
        Revoke: Rule(privately(revoke), "manage"),
    },
)
