"""All checks on wording together: complete texts, and nothing that any text can break."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.checks import run
from bot.checks.view import view
from bot.domain.base import LANGUAGES, Language
from bot.domain.brief import Brief
from bot.domain.check import CheckContext, Draft
from tests.fakes.checking import KNOWLEDGE, brief, limited
from tests.fakes.wording import CHECKS, PROPOSITION_CHECKS, seen

PHASES = [phase.key for phase in KNOWLEDGE.journey("canvas7").phases]
PIECES = (
    "Bestel nu!",
    "niet alleen",
    "maar ook",
    "It's not",
    "Uw",
    "u",
    "je",
    "nog maar 3 plekken",
    "Vijf Slimme Tips Voor Betere Teksten",
    "Jan's",
    "content plan",
    "veiligheids regels",
    "ontzorgd",
    "#WijOntzorgenU",
    "#ad",
    "https://x.nl/je",
    "gratis*",
    "—",
    "“",
    "”",
    "'",
    "\0",
    "\u200b",
    "İ",
    "e\u0301",
    "中文",
    "\r\n",
    "\u2028",
    "\n\n",
    "{x}",
    "vervelend",
)
TEXT = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
    st.text(st.characters(codec="utf-8"), max_size=150),
)
PARTS = st.dictionaries(
    st.sampled_from(("hooks", "subject", "replies", "first_comment", "beats")),
    st.one_of(TEXT, st.lists(TEXT, max_size=3)),
    max_size=3,
)


def demanding(language: Language, address: str, relation: bool, wanted: list[str]) -> Brief:
    return brief(
        language=language,
        brand={
            "address": address,
            "banned": ["ontzorgen", "in ons dna", "meedenken", "!", *wanted],
            "preferred": ["collega, niet medewerker", *wanted],
            "required": [{"text": "18+", "when": "tips"}, *({"text": word, "when": word} for word in wanted)],
        },
        proposition={"text": wanted[0] if wanted else "Soep."},
        commercial_relation=relation,
    )


LINE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30).filter(
    lambda text: text.strip() and text.isprintable()
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    TEXT,
    PARTS,
    st.sampled_from(LANGUAGES),
    st.sampled_from([None, *PHASES]),
    st.sampled_from([None, "je", "u", "neutral"]),
    st.booleans(),
    st.lists(LINE, max_size=2),
)
def test_no_text_breaks_a_check(
    text: str,
    parts: dict[str, Any],
    language: Language,
    phase: str | None,
    address: str | None,
    relation: bool,
    wanted: list[str],
) -> None:
    of = demanding(language, address, relation, wanted) if address else None
    context = seen(language, phase, of, limited(3000, fold=20))
    draft = Draft("trial", text, parts)
    shown = "\n".join(view(piece).text for _, piece in draft.segments())
    for finding in run.findings((*CHECKS, *PROPOSITION_CHECKS), draft, context, KNOWLEDGE.check_texts):
        assert finding.message
        assert finding.fix
        assert finding.part in dict(draft.segments())
        if not finding.check.startswith(("words.", "proposition.")):
            assert finding.excerpt in shown


GOOD: list[tuple[Language, str, str]] = [
    (
        "nl",
        "awareness",
        "Wie eet er bij jullie achter een scherm?\n\n"
        "Wij telden het een week lang op onze eigen verdieping. Maandag elf van de veertien. Dinsdag negen, "
        "want toen was er taart.\n\n"
        "Sinds er om half een soep op tafel staat, zijn het er drie. De andere elf praten over voetbal, "
        "kinderen en één keer over werk.\n\n"
        "Tag de collega die nu een boterham boven een toetsenbord houdt.",
    ),
    (
        "nl",
        "preference",
        "In 2025 kookten we 212 dinsdagen. Op 9 daarvan was de soep te laat.\n\n"
        "Vijf keer door file, drie keer door een kapotte pan, één keer door mij. We schreven alle negen op, "
        "met wat we daarna deden.\n\n"
        "Vergelijk dat gerust met wie er nu bij je kookt. De lijst staat op onze site, van januari tot en "
        "met december.",
    ),
    (
        "nl",
        "experience",
        "De eerste dinsdag zit erop. Bedankt dat je ons in de keuken liet.\n\n"
        "Twee dingen maken de tweede keer makkelijker. Zet de borden de avond ervoor klaar, en laat één "
        "raam open.\n\n"
        "Hoe vond je de soep? Antwoord op deze mail met een cijfer en een reden; de kok leest ze hardop "
        "voor.",
    ),
    (
        "en",
        "awareness",
        "Who eats behind a screen at your office?\n\n"
        "We counted for a week on our own floor. Eleven out of fourteen on Monday. Nine on Tuesday, because "
        "there was cake.\n\n"
        "Since soup arrives at half past twelve, it is three. The other eleven talk about football, "
        "children and, once, about work.\n\n"
        "Tag the colleague who is holding a sandwich over a keyboard right now.",
    ),
    (
        "en",
        "action",
        "You picked Tuesday. Three things happen next.\n\n"
        "You choose a soup for the first week. We call you on Thursday about plates, plugs and allergies. "
        "On Tuesday at eight our cook rings the bell.\n\n"
        "Order before Friday noon. Changed your mind? Call 020 555 0134 until Monday and it costs you "
        "nothing.",
    ),
    (
        "en",
        "bonding",
        "There is a new pan, and it changes Tuesdays a little.\n\n"
        "It holds two soups at once, so the vegetarians no longer wait until the leeks are gone. Ask your "
        "cook to put the barley on the left.\n\n"
        "What would you like in the second half? Reply with a vegetable. The strangest one wins.",
    ),
]


@pytest.mark.parametrize(("language", "phase", "text"), GOOD)
def test_a_good_post_gets_no_remark_but_the_question_to_the_reviewer(
    language: Language, phase: str, text: str
) -> None:
    of = brief(language=language, brand={"address": "je", "banned": ["ontzorgen", "seamless"]})
    context: CheckContext = seen(language, phase, of, limited(3000, fold=140))
    found = run.findings(CHECKS, Draft("trial", text), context, KNOWLEDGE.check_texts)
    assert [finding.check for finding in found] == ["phase.question"]


def test_every_list_that_a_phase_or_strength_needs_is_there() -> None:
    lists = KNOWLEDGE.phrases
    strengths = {phase.cta_strength for phase in KNOWLEDGE.journey("canvas7").phases}
    for key in (f"cta_{strength}" for strength in strengths):
        assert lists[key].nl
        assert lists[key].en
    named = {key.removeprefix("not_in_").removesuffix("_advice") for key in lists if key.startswith("not_in_")}
    assert named == set(PHASES)


def test_lists_have_no_entry_twice_and_carry_the_name_of_their_file() -> None:
    for key, phrases in KNOWLEDGE.phrases.items():
        assert phrases.key == key
        for listed in (phrases.nl, phrases.en):
            assert len(listed) == len(set(listed)), key


def test_half_a_sign_breaks_nothing() -> None:
    text = "niet alleen \ud83d maar ook nog maar 3 plekken \udc00 the soup and you " * 3
    context = seen("nl", "awareness", demanding("nl", "neutral", True, []), limited(3000, fold=20))
    assert any(list(check.find(Draft("trial", text), context)) for check in CHECKS)
