"""Who belongs to a team and in which role: letting people in, roles, groups, and the rules of review."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from bot.domain.errors import KernbotError, NotFoundError
from bot.domain.records import Invite, Membership, WorkspaceRecord
from bot.domain.review import Level, Rules
from bot.domain.team import ROLES, Role, may

if TYPE_CHECKING:
    from bot.storage.work import Work

INVITE_LASTS = timedelta(days=7)
"""Long enough for a colleague who is away, short enough that a forgotten link is no open door."""
ADMISSION_LASTS = timedelta(days=7)
ADMIN_LASTS = timedelta(days=1)
SECRET_BYTES = 24
"""32 characters of a deep link, which may have 64."""
MOST_LEVELS = 9

Refusal = Literal["last-owner", "no-role", "levels-full", "level-twice", "group-taken"]


class TeamError(KernbotError):
    """What cannot be done to a team; `reason` is the key of its text."""

    def __init__(self, reason: Refusal) -> None:
        self.reason = reason
        super().__init__(reason)


class Gate(NamedTuple):
    """Who comes in unasked. `registration` is `invite` or `open`; `allowlist` holds account ids of the fronts, and
    those in it need no invite. With `open`, a list that is not empty is the limit. `own_fronts` belong to whoever
    runs the machine and are never shut."""

    registration: Literal["invite", "open"] = "open"
    allowlist: frozenset[str] = frozenset()
    own_fronts: frozenset[str] = frozenset({"console"})

    def lets_in(self, front: str, account: str) -> bool:
        """Whether somebody who was never here may begin without an invite."""
        if front in self.own_fronts or account in self.allowlist:
            return True
        return self.registration == "open" and not self.allowlist


class Entered(NamedTuple):
    """What a link opened: a workspace, or (None) this installation alone."""

    member: Membership | None
    admin: bool = False


# -- links ------------------------------------------------------------------------------------------------


async def enter(work: Work, person: int, secret: str) -> Entered | None:
    """Uses a link: an invite into a workspace, which is at hand from now on, or an admission. None for a secret
    that is unknown, used, revoked or expired: the four are not told apart."""
    member = await work.invites.redeem(secret, person)
    if member is not None:
        await work.people.at(person, member.workspace)
        return Entered(member)
    admission = await work.admissions.redeem(secret, person)
    if admission is None:
        return None
    if admission.admin:
        await work.people.make_admin(person)
    return Entered(None, admission.admin)


async def first_admin_link(work: Work) -> str | None:
    """The secret that makes the first person an admin, while nobody is one; the one before it is void. It is
    printed when the program starts and kept nowhere."""
    if await work.people.admins():
        return None
    secret = _secret()
    await work.admissions.create(secret, work.now + ADMIN_LASTS, admin=True)
    return secret


async def admission_link(work: Work) -> str:
    """The secret that lets one person use this installation, without a workspace."""
    secret = _secret()
    await work.admissions.create(secret, work.now + ADMISSION_LASTS)
    return secret


async def invite(work: Work, workspace: int, roles: Iterable[Role], by: int) -> tuple[Invite, str]:
    """An invite for one person, and its secret, which is known only now. Raises TeamError without any role."""
    wanted = frozenset(roles)
    if not wanted:
        raise TeamError("no-role")
    secret = _secret()
    return await work.invites.create(workspace, wanted, secret, work.now + INVITE_LASTS, by), secret


def _secret() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)


# -- members ----------------------------------------------------------------------------------------------


async def member(work: Work, workspace: int, person: int) -> Membership:
    """A member. Raises NotFoundError."""
    found = await work.workspaces.membership(workspace, person)
    if found is None:
        raise NotFoundError("There is no such member.")
    return found


async def toggle_role(work: Work, workspace: int, person: int, role: Role) -> Membership:
    """Gives a role or takes it. Raises TeamError when nobody would own the workspace, or the member would be left
    without a role; NotFoundError. Whoever can decide no more leaves the steps of approval; the invites of whoever
    manages no more are shut."""
    roles = (await member(work, workspace, person)).roles ^ {role}
    if not roles:
        raise TeamError("no-role")
    if role == "owner" and role not in roles:
        await _keep_an_owner(work, workspace, person)
    await work.workspaces.set_roles(workspace, person, roles)
    changed = await member(work, workspace, person)
    if not may(roles, "manage"):
        await work.invites.revoke_of(workspace, person)
    if not may(roles, "decide"):
        record = await work.workspaces.get(workspace)
        await work.workspaces.set_rules(workspace, await _rules_without(work, record, person))
    return changed


async def remove(work: Work, workspace: int, person: int) -> Membership:
    """Takes a member out; steps of approval that were theirs alone pass to the owners. Raises TeamError for the
    last owner; NotFoundError."""
    gone = await member(work, workspace, person)
    if "owner" in gone.roles:
        await _keep_an_owner(work, workspace, person)
    await hand_over(work, workspace, gone)
    await work.workspaces.remove(workspace, person)
    return gone


async def hand_over(work: Work, workspace: int, gone: Membership) -> None:
    """Nobody waits for somebody who leaves: neither a step of approval nor the name of the responsible editor. The
    links for clients and the invites that they made are shut: they know them, and would read on or come back. What
    was still to be shown to them alone is not: a private chat has the id of the account."""
    await work.within(workspace).clients.revoke_of(gone.person)
    await work.invites.revoke_of(workspace, gone.person)
    await work.outbox.withdraw(workspace, await work.people.accounts(gone.person))
    record = await work.workspaces.get(workspace)
    responsible = None if record.responsible == gone.name else record.responsible
    rules = await _rules_without(work, record, gone.person)
    if (rules, responsible) != (record.rules, record.responsible):
        await work.workspaces.save(record._replace(rules=rules, responsible=responsible))


async def _rules_without(work: Work, record: WorkspaceRecord, person: int) -> Rules:
    members = await work.workspaces.members(record.id)
    owners = tuple(one.person for one in members if "owner" in one.roles and one.person != person)
    levels = tuple(_without(level, person, owners) for level in record.rules.levels)
    return record.rules.model_copy(update={"levels": levels})


def _without(level: Level, person: int, owners: tuple[int, ...]) -> Level:
    """A step without one person. Left empty it would be open to every reviewer, so the owners take it."""
    if person not in level.people:
        return level
    left = tuple(one for one in level.people if one != person)
    return level.model_copy(update={"people": left or owners})


async def _keep_an_owner(work: Work, workspace: int, person: int) -> None:
    if any(one.workspace == workspace for one in await work.workspaces.owned_alone(person)):
        raise TeamError("last-owner")


# -- groups -----------------------------------------------------------------------------------------------


async def link(work: Work, workspace: int, front: str, chat: str, by: int) -> None:
    """A group belongs to this workspace. Raises TeamError when it belongs to another one: that one's owner lets
    go of it first."""
    present = await work.workspaces.of_chat(front, chat)
    if present not in (None, workspace):
        raise TeamError("group-taken")
    await work.workspaces.link(workspace, front, chat, by)


async def unlink(work: Work, workspace: int, front: str, chat: str) -> bool:
    """The group belongs to this workspace no more; False when it did not."""
    if await work.workspaces.of_chat(front, chat) != workspace:
        return False
    return await work.workspaces.unlink(front, chat)


async def moved(work: Work, front: str, chat: str, to: str) -> None:
    """A group became another chat, and keeps its workspace. Fronts tell it twice: the second time nothing is left
    to move."""
    if await work.workspaces.of_chat(front, chat) is None:
        return
    if await work.workspaces.of_chat(front, to) is not None:
        await work.workspaces.unlink(front, to)
    await work.workspaces.moved(front, chat, to)


# -- rules of review --------------------------------------------------------------------------------------


async def set_rules(work: Work, workspace: int, rules: Rules) -> WorkspaceRecord:
    """The workspace with other rules."""
    await work.workspaces.set_rules(workspace, rules)
    return await work.workspaces.get(workspace)


def with_level(rules: Rules, name: str) -> Rules:
    """One more step of approval, as the last one. Raises TeamError."""
    if len(rules.levels) >= MOST_LEVELS:
        raise TeamError("levels-full")
    if name.casefold() in {level.name.casefold() for level in rules.levels}:
        raise TeamError("level-twice")
    return rules.model_copy(update={"levels": (*rules.levels, Level(name=name))})


def without_level(rules: Rules, at: int) -> Rules:
    """The rules without a step. Raises NotFoundError."""
    _level(rules, at)
    return rules.model_copy(update={"levels": rules.levels[:at] + rules.levels[at + 1 :]})


def earlier(rules: Rules, at: int) -> Rules:
    """A step one place earlier; the first stays where it is. Raises NotFoundError."""
    level = _level(rules, at)
    others = [*rules.levels[:at], *rules.levels[at + 1 :]]
    others.insert(max(at - 1, 0), level)
    return rules.model_copy(update={"levels": tuple(others)})


def toggle_person(rules: Rules, at: int, person: int) -> Rules:
    """A person takes part in a step, or no more. Raises NotFoundError."""
    level = _level(rules, at)
    people = tuple(one for one in level.people if one != person)
    changed = level.model_copy(update={"people": people if person in level.people else (*people, person)})
    return rules.model_copy(update={"levels": (*rules.levels[:at], changed, *rules.levels[at + 1 :])})


def _level(rules: Rules, at: int) -> Level:
    if not 0 <= at < len(rules.levels):
        raise NotFoundError("There is no such step.")
    return rules.levels[at]


def ordered(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Roles from least to most."""
    held = frozenset(roles)
    return tuple(role for role in ROLES if role in held)
