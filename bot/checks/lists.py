"""The names of the lists that checks look up in prompts/style/: a file of any other name there does nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from bot.checks.phases import SELLING, STRENGTHS, STRONGEST
from bot.domain.brief import Locale

NAMED = frozenset(
    {
        "address_je",
        "address_not",
        "address_u",
        "addressees",
        "apology",
        "apology_reply",
        "apostrophe_kept",
        "claims_names",
        "claims_neutral",
        "claims_reasons",
        "claims_signals",
        "claims_synonyms",
        "claims_terms",
        "common_words",
        "compound_endings",
        "doing_words",
        "empty_words",
        "fake_reviews",
        "free_answers",
        "free_offers",
        "function_words",
        "green_innocent",
        "green_schemes",
        "green_words",
        "health_innocent",
        "health_words",
        "hidden_conditions",
        "instead_of",
        "names_also_words",
        "negations",
        "number_words",
        "phase_covered",
        "proposition_parts",
        "relation_marks",
        "role_words",
        "salutations",
        "scarcity",
        "scarcity_not",
        "slot_openings",
        "slot_words",
        "split_compounds",
        "urgency",
        "verb_prefixes",
        "worn",
        "worn_contrast",
        "worn_openers",
    }
)
"""Lists that a check names as they are; a test holds them against the checks."""


def known_lists(phases: Iterable[str]) -> frozenset[str]:
    """Every name that a check may look up, those made from a strength, a locale or one of the phases included."""
    steps = {f"cta_{strength}" for strength in STRENGTHS} | {f"cta_{STRONGEST}_also"}
    steps |= {f"cta_{strength}_not" for strength in SELLING}
    ruled_out = {f"not_in_{phase}{how}" for phase in phases for how in ("", "_advice")}
    spellings = {f"locale_{locale.lower().replace('-', '_')}" for locale in get_args(Locale)}
    return NAMED | steps | ruled_out | spellings
