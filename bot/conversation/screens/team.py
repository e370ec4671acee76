"""Screens about a team: its members and their roles, links that let somebody in, groups, and rules of review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.conversation.catalogue import Texts
from bot.conversation.effects import Button, Screen
from bot.conversation.screens.trust import day
from bot.conversation.spans import bold, code, italic, rows, screen, tap
from bot.domain.records import Invite, Membership
from bot.domain.team import ROLES, Role
from bot.services.team import ordered


@dataclass(frozen=True)
class TeamCard:
    """Members and roles."""

    code: ClassVar[str] = "m.t"
    workspace: int


@dataclass(frozen=True)
class MemberCard:
    """One member, to change."""

    code: ClassVar[str] = "m.m"
    workspace: int
    person: int


@dataclass(frozen=True)
class Toggle:
    """Gives a member a role, or takes it."""

    code: ClassVar[str] = "m.r"
    workspace: int
    person: int
    role: str


@dataclass(frozen=True)
class Remove:
    """Takes a member out, after `sure` 1."""

    code: ClassVar[str] = "m.x"
    workspace: int
    person: int
    sure: int


@dataclass(frozen=True)
class PickRoles:
    """The roles of an invite so far, joined by dots."""

    code: ClassVar[str] = "m.i"
    workspace: int
    roles: str


@dataclass(frozen=True)
class MakeInvite:
    """An invite with these roles."""

    code: ClassVar[str] = "m.im"
    workspace: int
    roles: str


@dataclass(frozen=True)
class Invites:
    """Links that can still be used."""

    code: ClassVar[str] = "m.il"
    workspace: int


@dataclass(frozen=True)
class Revoke:
    """Shuts a link."""

    code: ClassVar[str] = "m.iv"
    workspace: int
    invite: int


@dataclass(frozen=True)
class Groups:
    """Groups of the brand, and how one is added."""

    code: ClassVar[str] = "m.g"
    workspace: int


@dataclass(frozen=True)
class LinkGroup:
    """This group belongs to the brand from now on."""

    code: ClassVar[str] = "m.gl"
    workspace: int


@dataclass(frozen=True)
class UnlinkGroup:
    """A group belongs to the brand no more."""

    code: ClassVar[str] = "m.gu"
    workspace: int
    front: str
    chat: str


@dataclass(frozen=True)
class KeepGroup:
    """Leave a group as it is."""

    code: ClassVar[str] = "m.gk"
    workspace: int


@dataclass(frozen=True)
class RulesCard:
    """How the brand reviews."""

    code: ClassVar[str] = "m.ru"
    workspace: int


def team(t: Texts, brand: str, members: Sequence[Membership], *, workspace: int, manages: bool) -> Screen:
    """Everybody with their roles; for an owner also the buttons that change it."""
    listed = [f"• {_name(t, one)}: {roles_in_words(t, one.roles)}" for one in members]
    head = (bold(brand), t("team-title", count=len(members)))
    if not manages:
        return screen(*head, "", *listed, "", italic(t("team-ask-owner")))
    people = [tap(_name(t, one), MemberCard(workspace, one.person)) for one in members]
    more = [
        tap(t("team-invite"), PickRoles(workspace, "editor"), "primary"),
        tap(t("team-invites"), Invites(workspace)),
        tap(t("team-groups"), Groups(workspace)),
        tap(t("team-rules"), RulesCard(workspace)),
    ]
    return screen(*head, "", *listed, "", italic(t("team-tap-member")), rows=[*rows(people, 2), *rows(more, 2)])


def member(t: Texts, one: Membership) -> Screen:
    """One member, with a button for each role."""
    return screen(
        bold(one.brand),
        t("team-member", name=_name(t, one), roles=roles_in_words(t, one.roles)),
        "",
        *(t(f"team-role-{role}-may") for role in ROLES),
        rows=[
            *rows(
                (
                    tap(_ticked(t, role, role in one.roles), Toggle(one.workspace, one.person, role))
                    for role in ROLES
                ),
                2,
            ),
            [tap(t("team-remove"), Remove(one.workspace, one.person, 0), "danger")],
            [tap(t("team-back"), TeamCard(one.workspace))],
        ],
    )


def sure(t: Texts, one: Membership) -> Screen:
    """Before a member is taken out: what happens then."""
    return screen(
        bold(one.brand),
        t("team-remove-sure", name=_name(t, one)),
        rows=[
            [tap(t("team-remove-yes"), Remove(one.workspace, one.person, 1), "danger")],
            [tap(t("team-remove-no"), MemberCard(one.workspace, one.person))],
        ],
    )


def pick_roles(t: Texts, brand: str, workspace: int, chosen: frozenset[Role]) -> Screen:
    """What may the invited person do?"""
    picks = (
        tap(_ticked(t, role, role in chosen), PickRoles(workspace, joined(chosen ^ {role}))) for role in ROLES
    )
    make = [tap(t("team-invite-make"), MakeInvite(workspace, joined(chosen)), "primary")] if chosen else []
    return screen(
        bold(brand),
        t("team-invite-roles"),
        "",
        *(t(f"team-role-{role}-may") for role in ROLES),
        rows=[*rows(picks, 2), make, [tap(t("team-back"), TeamCard(workspace))]],
    )


def invited(t: Texts, brand: str, made: Invite, address: str) -> Screen:
    """The link of an invite, which is shown only here."""
    values = {"roles": roles_in_words(t, made.roles), "day": day(t, made.expires_at)}
    return screen(
        bold(brand),
        t("team-invite-made", **values),
        "",
        code(address),
        "",
        italic(t("team-invite-once")),
        rows=[[tap(t("team-back"), TeamCard(made.workspace))]],
    )


def admitted(t: Texts, address: str) -> Screen:
    """The link that lets somebody use this installation."""
    return screen(t("team-admit"), "", code(address), "", italic(t("team-invite-once")))


def invites(t: Texts, brand: str, workspace: int, found: Sequence[Invite]) -> Screen:
    """The links that can still be used, each to be shut."""
    listed = [
        f"{number}. {t('team-invite-line', roles=roles_in_words(t, one.roles), day=day(t, one.expires_at))}"
        for number, one in enumerate(found, 1)
    ]
    shut = [
        tap(t("team-invite-revoke", number=number), Revoke(workspace, one.id), "danger")
        for number, one in enumerate(found[:40], 1)
    ]
    return screen(
        bold(brand),
        t("team-invites-open", count=len(found)),
        *listed[:40],
        rows=[*rows(shut, 2), [tap(t("team-back"), TeamCard(workspace))]],
    )


def groups(t: Texts, brand: str, workspace: int, chats: Sequence[tuple[str, str]], address: str | None) -> Screen:
    """The groups of a brand, and how to add one."""
    add: list[Button] = [Button(t("team-group-add"), url=address)] if address else []
    drop = [
        tap(t("team-group-drop", number=number), UnlinkGroup(workspace, front, chat), "danger")
        for number, (front, chat) in enumerate(chats[:20], 1)
    ]
    return screen(
        bold(brand),
        t("team-groups-count", count=len(chats)),
        t("team-groups-how"),
        rows=[add, *rows(drop, 2), [tap(t("team-back"), TeamCard(workspace))]],
    )


def link_group(t: Texts, one: Membership) -> Screen:
    """Asked in the group: does it belong to this brand?"""
    return screen(
        bold(one.brand),
        t("team-link-sure"),
        rows=[[tap(t("team-link-yes"), LinkGroup(one.workspace), "primary"), _keep(t, one)]],
    )


def unlink_group(t: Texts, one: Membership, front: str, chat: str) -> Screen:
    """Asked in the group: does it stop belonging to this brand?"""
    yes = tap(t("team-unlink-yes"), UnlinkGroup(one.workspace, front, chat), "danger")
    return screen(bold(one.brand), t("team-unlink-sure"), rows=[[yes, _keep(t, one)]])


def plain(brand: str, text: str) -> Screen:
    """A few words about a brand."""
    return screen(bold(brand), text)


def roles_in_words(t: Texts, roles: frozenset[Role]) -> str:
    """The roles, from least to most."""
    return ", ".join(t(f"team-role-{role}") for role in ordered(roles))


def joined(roles: frozenset[Role]) -> str:
    """Roles as they stand behind a button."""
    return ".".join(ordered(roles))


def parted(roles: str) -> frozenset[Role]:
    """Roles from behind a button; what is no role is left out."""
    given = roles.split(".")
    return frozenset(role for role in ROLES if role in given)


def _keep(t: Texts, one: Membership) -> Button:
    return tap(t("team-link-no"), KeepGroup(one.workspace))


def _name(t: Texts, one: Membership) -> str:
    return one.name or t("team-nameless")


def _ticked(t: Texts, role: Role, held: bool) -> str:
    return f"{'✓' if held else '·'} {t(f'team-role-{role}')}"
