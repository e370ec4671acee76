"""The team, and how it reviews."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from bot.conversation.screens import rules, team
from bot.domain.records import Invite
from bot.domain.review import Level, Rules
from bot.domain.team import ROLES, Role
from tests.golden.screens.cases.kept import AT, OWNER
from tests.golden.screens.cases.world import EDITOR, REVIEWER, VIEWER, World
from tests.golden.screens.shown import Cases

LINK = "https://t.me/kernbot?start=i-7Hf3kQ0pZ"


def team_(w: World) -> Cases:
    """Members, roles, invites, groups."""
    brand, at = w.words.brand, w.workspace
    alone = [w.member()]
    both: frozenset[Role] = EDITOR | REVIEWER
    several = [*alone, w.member(2, both), w.member(3, VIEWER), w.member(4, EDITOR, name="")]
    several += [w.member(number) for number in range(5, len(w.words.people))]
    yield "alone", partial(team.team, w.t, brand, alone, workspace=at, manages=True)
    yield "several, for the owner", partial(team.team, w.t, brand, several, workspace=at, manages=True)
    yield "several, for a member", partial(team.team, w.t, brand, several[:3], workspace=at, manages=False)
    yield "a member", partial(team.member, w.t, several[1])
    yield "take a member out", partial(team.sure, w.t, several[1])
    yield "roles of an invite", partial(team.pick_roles, w.t, brand, at, both)
    yield "roles of an invite, none yet", partial(team.pick_roles, w.t, brand, at, frozenset())
    made = Invite(w.id(8), at, both, AT + timedelta(days=7), None, False)
    yield "invited", partial(team.invited, w.t, brand, made, LINK)
    yield "admitted", partial(team.admitted, w.t, LINK)
    many = [made._replace(id=w.id(number)) for number in range(8, 8 + len(w.words.people))]
    yield "no open invites", partial(team.invites, w.t, brand, at, [])
    yield "one open invite", partial(team.invites, w.t, brand, at, [made._replace(roles=OWNER)])
    yield "several open invites", partial(team.invites, w.t, brand, at, many)
    chats = [("telegram", f"-100{number:010}") for number in range(len(w.words.people))]
    yield "no groups", partial(team.groups, w.t, brand, at, [], LINK)
    yield "one group, no address", partial(team.groups, w.t, brand, at, chats[:1], None)
    yield "several groups", partial(team.groups, w.t, brand, at, chats, LINK)
    yield "link a group", partial(team.link_group, w.t, w.member())
    yield "unlink a group", partial(team.unlink_group, w.t, w.member(), *chats[0])
    for key in ("team-linked", "team-unlinked", "team-kept"):
        yield key, partial(team.plain, brand, w.t(key))


def rules_(w: World) -> Cases:
    """How a brand reviews."""
    members = [w.member(), w.member(2, REVIEWER), w.member(3, frozenset(ROLES)), w.member(4, EDITOR, name="")]
    steps = (Level(name=w.words.level, people=(w.id(2), w.id(3))), Level(name=w.words.brands[1][:60]))
    usual = w.record()
    strict = w.record(rules=Rules(approvals=2, author_may_approve=False), responsible=w.words.person)
    stepped = w.record(rules=Rules(levels=steps, author_may_approve=True, reminder_hours=4))
    gone = w.record(rules=Rules(levels=(Level(name=w.words.level, people=(w.id(99),)),)))
    full = w.record(rules=Rules(levels=tuple(Level(name=f"{w.words.level[:300]} {at}") for at in range(9))))
    yield "as a brand begins", partial(rules.rules, w.t, usual, members)
    yield "two approvals, never the author", partial(rules.rules, w.t, strict, members)
    yield "steps", partial(rules.rules, w.t, stepped, members)
    yield "a step of somebody who left", partial(rules.rules, w.t, gone, members)
    yield "nine steps", partial(rules.rules, w.t, full, members)
    yield "a step is named", partial(rules.ask_level, w.t, w.words.brand, w.workspace)
    yield "the first step", partial(rules.level, w.t, stepped, 0, members)
    yield "the second step", partial(rules.level, w.t, stepped, 1, members)
    yield "responsible, nobody yet", partial(rules.editors, w.t, usual, members)
    yield "responsible, somebody", partial(rules.editors, w.t, strict, members)
