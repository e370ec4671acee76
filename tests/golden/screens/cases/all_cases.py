"""All cases, by the name of their golden file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.golden.screens.cases import (
    files,
    first_contact,
    making,
    posts,
    reminders,
    review,
    source,
    table,
    team,
    voice,
)
from tests.golden.screens.cases.world import World
from tests.golden.screens.shown import Cases

AREAS: Mapping[str, Callable[[World], Cases]] = {
    "welcome": first_contact.welcome,
    "trust": first_contact.trust_,
    "brands": first_contact.brands_,
    "team": team.team_,
    "rules": team.rules_,
    "table": table.table,
    "source": source.source,
    "voice": voice.voice_,
    "new": making.new_,
    "ideas": making.ideas_,
    "posts": posts.posts,
    "claims": posts.claims_,
    "versions": posts.versions_,
    "reminders": reminders.reminders_,
    "review": review.review,
    "links": review.links_,
    "board": review.board_,
    "files": files.files,
}
