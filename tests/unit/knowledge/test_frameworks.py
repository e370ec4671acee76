"""The methods of the literature as they are shipped: complete, and in step with the contracts that use them."""

from __future__ import annotations

import typing
from pathlib import Path

import pytest

from bot.domain.brief import Persona
from bot.domain.framework import Entry, Framework
from bot.domain.pack import Media
from bot.knowledge.store import Knowledge

KNOWLEDGE = Knowledge([Path(__file__).parents[3] / "prompts"])
PHASES = {"awareness", "consideration", "preference", "action", "experience", "bonding", "ambassador"}
TWENTY_FORMATS = (
    *("blog", "article", "short_video", "how_to_video", "demo_video", "webinar", "podcast", "whitepaper"),
    *("e_book", "infographic", "newsletter", "e_mail", "faq", "checklist", "case", "review", "comparison"),
    *("poll", "social_post", "user_generated"),
)
ROWS = {
    "seven_ps": ("product", "price", "place", "promotion", "participants", "physical_evidence", "processes"),
    "media": ("paid", "owned", "earned"),
    "cialdini": (
        *("reciprocity", "consistency", "social_proof", "liking", "authority", "scarcity"),
        "commitment",
    ),
    "binding_levels": ("financial", "social_emotional", "structural"),
    "attachment_styles": ("secure", "anxious", "avoidant"),
    "customer_types": ("newcomer", "returning", "latent"),
    "goals": (
        *("awareness", "engagement", "leads", "cost_saving", "reach", "findability", "authority"),
        *("traffic_sales", "retention", "loyalty", "new_sales", "reputation", "recruitment"),
    ),
    "characteristics": (
        *("consistent", "measurable", "market_approach", "right_information", "right_moment", "right_place"),
        *("right_form", "right_customer", "profitable_relation"),
    ),
    "planning_rules": (
        *("stakeholders", "essentials_first", "less_is_more", "dependencies", "practice_over_paper", "slack"),
        "plan_first",
    ),
}
FIGURES = {
    "ads_per_day": "3000",
    "adblocker_share": "30%",
    "millennials_born": "1978-2004",
    "no_documented_strategy": "2/3",
    "nl_online_purchases": "200",
    "nl_online_purchases_growth": "13%",
    "nl_online_spend": "22.6",
    "nl_online_spend_growth": "12%",
    "nps_average": "5-10%",
    "nps_apple": "89%",
    "nps_amazon": "61%",
    "trust_influencers": "18%",
    "trust_ambassadors": "92%",
    "friends_advice": "9 of 10",
    "webcare_je": "99%",
    "webcare_u": "0.7%",
    "webcare_apologies": "8.7%",
    "webcare_emoji": "5%",
    "webcare_initials": "75%",
    "webcare_study_messages": "1648243",
    "webcare_study_accounts": "214 + 241",
    "vacancy_responses": "4",
    "vacancy_drivers": "10",
    "reply_time": "24",
    "facebook_best_day": "1",
    "facebook_best_time": "8:00",
    "facebook_peak_saturday": "8:00",
    "facebook_peak_monday": "14:00",
    "facebook_peak_tuesday": "8:00-16:00",
}
FRAMEWORKS = [KNOWLEDGE.formats, *(KNOWLEDGE.framework(key) for key in (*ROWS, "persona_fields"))]

each_framework = pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda framework: framework.key)


def keys(framework: Framework) -> tuple[str, ...]:
    return tuple(entry.key for entry in framework.entries)


@pytest.mark.parametrize("key", ROWS)
def test_a_method_has_the_rows_of_the_literature_in_order(key: str) -> None:
    assert keys(KNOWLEDGE.framework(key)) == ROWS[key]


def test_the_twenty_formats_come_first_and_more_follow() -> None:
    assert keys(KNOWLEDGE.formats)[:20] == TWENTY_FORMATS
    assert len(keys(KNOWLEDGE.formats)) > 30


@pytest.mark.parametrize("phase", sorted(PHASES))
def test_each_phase_has_formats_to_choose_from(phase: str) -> None:
    fitting = [entry for entry in KNOWLEDGE.formats.entries if phase in entry.phases]
    assert len(fitting) >= 5


@each_framework
def test_rows_are_unique_told_in_full_and_tied_to_known_phases(framework: Framework) -> None:
    assert len(set(keys(framework))) == len(framework.entries)
    for entry in framework.entries:
        assert entry.use is not None
        assert entry.use.nl != entry.meaning.nl
        assert set(entry.phases) <= PHASES


@each_framework
def test_no_two_rows_give_the_same_advice(framework: Framework) -> None:
    uses = [entry.use.nl for entry in framework.entries if entry.use]
    assert len(set(uses)) == len(uses)


@each_framework
def test_a_method_names_source_date_and_its_limits(framework: Framework) -> None:
    assert framework.source
    assert framework.date
    assert framework.caution is not None


def test_persuasion_keeps_the_list_of_the_source_and_warns_for_it() -> None:
    caution = KNOWLEDGE.framework("cialdini").caution
    assert caution is not None
    assert "commitment" in caution.nl
    assert "commitment" in caution.en
    assert "schaarste" in caution.nl.lower()
    assert "scarcity" in caution.en.lower()


def test_media_and_attachment_styles_are_those_of_the_contracts() -> None:
    assert ROWS["media"] == typing.get_args(Media)
    hints = typing.get_type_hints(Persona)["attachment"]
    styles = {style for option in typing.get_args(hints) for style in typing.get_args(option)}
    assert styles == set(ROWS["attachment_styles"])


def test_the_persona_sheet_covers_what_a_brief_asks() -> None:
    asked = set(Persona.model_fields) - {"id", "observed"}
    assert asked <= set(keys(KNOWLEDGE.framework("persona_fields")))


def test_added_rows_are_marked_as_ours() -> None:
    def added(entries: tuple[Entry, ...]) -> set[str]:
        return {entry.key for entry in entries if entry.inferred}

    assert added(KNOWLEDGE.framework("persona_fields").entries) == {"name", "role", "objections"}
    assert not added(KNOWLEDGE.framework("cialdini").entries)


def test_every_figure_has_its_value_source_and_date() -> None:
    entries = KNOWLEDGE.figures.entries
    assert {entry.key: entry.value for entry in entries} == FIGURES
    assert len(entries) == len(FIGURES)
    assert all(entry.source and entry.date for entry in entries)
