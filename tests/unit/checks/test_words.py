"""The brand's banned, required and preferred words, wherever a reader meets them."""

from __future__ import annotations

import pytest

from bot.domain.check import CheckContext
from tests.fakes.wording import branded, excerpts, hits, seen


def banning(*words: str) -> CheckContext:
    return seen(of=branded(banned=words))


@pytest.mark.parametrize(
    ("banned", "text", "found"),
    [
        ("ontzorgen", "Jij wordt ontzorgd. Ontzorging begint hier.", ["ontzorgd", "Ontzorging"]),
        ("ontzorgen", "Wij zorgen voor soep. Met zorg.", []),
        ("ontzorgen", "#WijOntzorgenJou", ["Ontzorgen"]),
        ("ontzorgen", "Lees https://soep.nl/ontzorgen en www.ontzorgd.nl", []),
        ("ontzorgen", "Zij zei: “ik wil ontzorgd worden”.", ["ontzorgd"]),
        ("ontzorgen", "ONTZORGEN ont\u00adzorgt", ["ONTZORGEN", "ontzorgt"]),
        ("Seamless", "It runs seamlessly, a seamless-looking seam.", ["seamlessly", "seamless"]),
        ("korte lijnen", "Dankzij onze kortere lijnen", ["kortere lijnen"]),
        ("korte lijnen", "Korte zinnen, rechte lijnen", []),
        ("in ons DNA", "Het zit in ons dna. In ons huis niet.", ["in ons dna"]),
        ("no-nonsense", "Een no nonsense keuken, no-nonsense eten", ["no nonsense", "no-nonsense"]),
        ("meedenken", "Wij denken graag met je mee.", ["denken graag met je mee."]),
        ("meedenken", "Om mee te denken. Meedenkend. Wij dachten.", ["Meedenkend", "mee te denken"]),
        ("meedenken", "Wij denken dat je mee moet. Denken doet zij ook.", []),
        ("we", "We weten het. Wees welkom.", ["We"]),
        ("24/7", "Open: 24/7.", ["24/7"]),
        ("!", "Soep! Nu!", ["!"]),
    ],
)
def test_banned_words(banned: str, text: str, found: list[str]) -> None:
    assert excerpts("words.banned", text, banning(banned)) == found


def test_a_banned_word_in_a_part_and_in_a_hook_that_opens_the_text() -> None:
    parts = {"hooks": ["Zorgeloos eten", "Ontzorgd eten"], "subject": "Ontzorgd"}
    found = hits("words.banned", "Zorgeloos eten\n\nSoep.", banning("zorgeloos", "ontzorgen"), parts)
    assert [(hit.part, hit.excerpt) for hit in found] == [
        ("text", "Zorgeloos"),
        ("hooks[1]", "Ontzorgd"),
        ("subject", "Ontzorgd"),
    ]


def test_without_a_brief_nothing_is_banned_or_required() -> None:
    for check in ("words.banned", "words.required", "words.preferred"):
        assert not hits(check, "ontzorgen", seen())


REQUIRED = seen(of=branded(required=[{"text": "Speel bewust 18+", "when": "wedstrijd"}]))


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Doe mee met de wedstrijd.", True),
        ("Doe mee met onze wedstrijden.", True),
        ("Doe mee met de wedstrijd. Speel  bewust\n18+", False),
        ("Doe mee met de wedstrijd. SPEEL BEWUST 18+", False),
        ("Eet mee.", False),
    ],
)
def test_required_texts(text: str, missing: bool) -> None:
    assert bool(hits("words.required", text, REQUIRED)) is missing


def test_a_required_text_may_stand_in_a_part_and_may_always_be_due() -> None:
    assert not hits("words.required", "De wedstrijd.", REQUIRED, {"first_comment": "Speel bewust 18+"})
    always = seen(of=branded(required=[{"text": "btw-nr. NL1.B01*"}]))
    assert [hit.values["required"] for hit in hits("words.required", "Soep", always)] == ["btw-nr. NL1.B01*"]
    assert not hits("words.required", "Soep, btw-nr. NL1.B01*", always)


@pytest.mark.parametrize(
    ("language", "entry", "text", "found"),
    [
        ("nl", "collega, niet medewerker", "Elke medewerker en alle medewerkers", ["medewerker", "medewerkers"]),
        ("nl", "collega (niet: medewerker/werknemer)", "Een werknemer", ["werknemer"]),
        ("nl", "collega in plaats van medewerker", "Een medewerker", ["medewerker"]),
        ("nl", "medewerker -> collega", "Een medewerker", ["medewerker"]),
        ("nl", "collega", "Een medewerker", []),
        ("nl", "wij zijn niet duur", "Een duur bord", []),
        ("en", "colleague, not employee", "Two employees", ["employees"]),
        ("en", "colleague rather than employee", "A colleague", []),
    ],
)
def test_preferred_words(language: str, entry: str, text: str, found: list[str]) -> None:
    context = seen(language, of=branded(preferred=[entry]))
    assert excerpts("words.preferred", text, context) == found
    assert all(
        hit.values["preferred"] in ("collega", "colleague") for hit in hits("words.preferred", text, context)
    )
