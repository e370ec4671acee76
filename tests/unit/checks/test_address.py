"""One form of address, and the many places where the words je and u address nobody."""

from __future__ import annotations

import pytest

from bot.domain.check import CheckContext
from tests.fakes.checking import brief
from tests.fakes.wording import branded, excerpts, hits, seen

JE, U, NEUTRAL = (seen(of=branded(address=form)) for form in ("je", "u", "neutral"))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Neemt u plaats?", ["u"]),
        ("Uw soep staat klaar. Eet u mee?", ["Uw", "u"]),
        ("Help uzelf aan tafel.", ["uzelf"]),
        ("U kunt aanschuiven.", ["U"]),
        ("Heeft U al gegeten?", ["U"]),
        ("Je team en uw kok", ["uw"]),
        ("SOEP VOOR U", ["U"]),
        ("Wat u, als kok, wilt", ["u"]),
        ("Dat is aan u.", ["u"]),
        ("Kiest u/jij ook soep voor uw team?", ["uw"]),
    ],
)
def test_the_formal_form_in_a_brand_that_says_je(text: str, wrong: list[str]) -> None:
    assert excerpts("address.form", text, JE) == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Neem je plaats in.", ["je"]),
        ("Jij eet mee, en jouw team ook.", ["Jij", "jouw"]),
        ("Jullie soep staat klaar.", ["Jullie"]),
        ("Gun jezelf een pauze.", ["jezelf"]),
        ("JE SOEP STAAT KLAAR", ["JE"]),
        ("Voor jou, Anna, en voor Jan", ["jou"]),
    ],
)
def test_the_informal_form_in_a_brand_that_says_u(text: str, wrong: list[str]) -> None:
    assert excerpts("address.form", text, U) == wrong


@pytest.mark.parametrize(
    "text",
    [
        "Jullie soep, jouw brood en je thee staan klaar, gun jezelf wat.",
        "Kijk eens mee en proef.",
        "Om 14.30 u gaan we open, of om 9 u. Over een uur dus.",
        "Bel a.u.b. even, of mail s.v.p. naar U.S. of T.U. Delft.",
        "“Wilt u soep?” vroeg de kok. ‘Uw bord is leeg.’",
        'Hij zei: "Neemt u plaats."',
        "Op uw.nl/u en info@uw.nl, bij @uwkok en #uwsoep",
        "Kies Uw Zorg heet die site. De UWV-balie ook.",
        "De u-bocht, de U-vorm en vitamine U",
        "KU Leuven, VU en Super U doen mee.",
        "Zie je het verschil tussen hij/zij/u?",
        "De letter u komt drie keer voor.",
        "Het uurtje is om.",
    ],
)
def test_no_alarm_in_a_brand_that_says_je(text: str) -> None:
    assert not hits("address.form", text, JE)


@pytest.mark.parametrize(
    "text",
    [
        "“Eet je mee?” vroeg zij u.",
        "Dat is het je van het. Wij zijn de je-vorm voorbij.",
        "Je suis la soupe. Stichting Jij & Wij kookt.",
        "Jeannette, Jelle en Jouke koken. Bij Jouw Keuken eet u goed.",
        "#jijookaltijd @jouwkok https://jij.nl/jou",
        "Kijk eens mee. Neemt u plaats?",
    ],
)
def test_no_alarm_in_a_brand_that_says_u(text: str) -> None:
    assert not hits("address.form", text, U)


def test_names_in_the_brief_are_no_address() -> None:
    asset = {"id": "A1", "kind": "page", "title": "Wat eet jij"}
    of = brief(brand={"name": "soep van jou", "address": "u"}, assets=[asset])
    assert not hits("address.form", "Lees Wat eet jij bij soep van jou.", seen(of=of))


def test_the_form_may_differ_per_channel() -> None:
    of = branded(address={"trial": "u", "default": "je"})
    assert excerpts("address.form", "Je soep", seen(of=of)) == ["Je"]


@pytest.mark.parametrize("context", [seen(), NEUTRAL])
def test_both_forms_in_one_text(context: CheckContext) -> None:
    assert hits("address.mixed", "Je kiest soep. Uw team ook.", context)[0].values == {"je": "Je", "u": "Uw"}
    assert not hits("address.mixed", "Je kiest soep. Jullie team ook.", context)
    assert not hits("address.mixed", "Je vroeg: “Komt u ook?” om 9 u.", context)


def test_mixing_is_reported_as_the_wrong_form_where_the_brief_knows_which_that_is() -> None:
    assert not hits("address.mixed", "Je kiest soep. Uw team ook.", JE)
    assert excerpts("address.form", "Je kiest soep. Uw team ook.", JE) == ["Uw"]


def test_a_brand_that_addresses_nobody() -> None:
    assert excerpts("address.neutral", "De kok belt je. Uw bord is leeg.", NEUTRAL) == ["je", "Uw"]
    assert not hits("address.neutral", "De kok belt. Proef mee om 12 u.", NEUTRAL)
    assert not hits("address.neutral", "De kok belt je.", JE)


def test_english_knows_no_such_difference() -> None:
    english = seen("en", of=branded(address="u"))
    for check in ("address.form", "address.mixed", "address.neutral"):
        assert not hits(check, "You and your u, je and uw.", english)
