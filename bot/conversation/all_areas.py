"""All parts of the conversation, in one list: what is not in it is not there."""

from __future__ import annotations

from bot.conversation.areas import (
    board,
    brands,
    erasing,
    exports,
    ideas,
    new,
    once_more,
    posts,
    reminders,
    review,
    review_answers,
    review_claims,
    review_links,
    review_outside,
    source,
    table,
    team,
    team_groups,
    team_rules,
    trust,
    welcome,
)

AREAS = (
    welcome.AREA,
    new.AREA,
    ideas.AREA,
    posts.AREA,
    review.AREA,
    review_claims.AREA,
    review_outside.AREA,
    review_links.AREA,
    review_answers.AREA,
    board.AREA,
    exports.AREA,
    table.AREA,
    source.AREA,
    once_more.AREA,
    brands.AREA,
    team.AREA,
    team_rules.AREA,
    team_groups.AREA,
    reminders.AREA,
    trust.AREA,
    erasing.AREA,
)
"""In the order in which /help and the menu of a chat list their commands: the daily work first."""
UNASKED = source.UNASKED
"""Answers a text or file that no step waits for."""
ASIDE = source.ASIDE
"""Answers what can be neither read nor used."""
