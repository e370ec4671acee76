from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.base import LANGUAGES, Language
from bot.services.reading import outline, proposals
from bot.services.reading.brands import brand_from
from bot.services.reading.cues import lists
from bot.services.reading.people import named, persona_from, proposition_from
from bot.services.reading.proposals import Proposed
from tests.fakes.checking import KNOWLEDGE

NL, EN = lists(KNOWLEDGE, "nl"), lists(KNOWLEDGE, "en")

GUIDE = """# Schrijfwijzer

Merk: Bakkerij Noord
Branche: desembrood

## Tone of voice
We praten zoals aan de toonbank: kort en vriendelijk.
Geen grote woorden.

## Aanspreekvorm
We zeggen "je" tegen iedereen.

## Woorden die we niet gebruiken
- heerlijk
- ambachtelijk (zegt iedereen)

- uniek, authentiek en passie
Dit hoort er niet bij: het is een gewone zin.

Gebruik nooit het woord 'verrukkelijk' of “smaaksensatie”.

**Altijd vermelden**
- Bevat gluten.

Emoji: hooguit één emoji per post.

## Voorbeeldposts
Om vier uur gaat het licht aan. Jij slaapt, wij kneden.

Kom je zaterdag langs? 🥖
---
Ons desembrood rust twintig uur. Dat proef je op dag drie nog.
"""


def values(found: tuple[Proposed, ...], field: str) -> list[str]:
    return [item.value for item in found if item.field == field]


def test_a_style_guide_becomes_a_brand() -> None:
    found = brand_from(GUIDE, NL)
    made = proposals.brand(found, "naamloos")
    assert (made.name, made.sector) == ("Bakkerij Noord", "desembrood")
    assert made.voice == "We praten zoals aan de toonbank: kort en vriendelijk.\nGeen grote woorden."
    assert (made.address, made.emoji) == ("je", "some")
    banned = ("heerlijk", "ambachtelijk", "uniek", "authentiek", "passie", "verrukkelijk", "smaaksensatie")
    assert set(made.banned) == set(banned)
    assert [required.text for required in made.required] == ["Bevat gluten."]
    assert len(values(found, "sample")) == 2


def test_an_english_guide_has_no_form_of_address() -> None:
    text = (
        "Tone: plain, like a neighbour.\nWords to avoid: solution, leverage and synergy\nNo emoji, ever.\nCall us."
    )
    found = brand_from(text, EN)
    assert values(found, "voice") == ["plain, like a neighbour."]
    assert values(found, "banned") == ["solution", "leverage", "synergy"]
    assert values(found, "emoji") == ["none"]
    assert values(found, "address") == []


def test_the_form_of_address_is_counted_where_nothing_says_it() -> None:
    (found,) = brand_from("Kom je ook? Neem je fiets mee. Wij wachten op jou.", NL)
    assert (found.field, found.value, found.seen, found.against) == ("address", "je", 3, 0)
    assert found.sentence == "Kom je ook?"
    assert values(brand_from("U belt, u komt, u ziet. Open tot 17 u in zone U.", NL), "address") == ["u"]
    assert values(brand_from("Je belt en u komt. Uw fiets, jouw tas.", NL), "address") == []
    assert values(brand_from("We tutoyeren niet.", NL), "address") == []
    assert values(brand_from("“Je kunt me wat.” “Jij ook.” “Jouw beurt.”", NL), "address") == []


def test_nothing_is_proposed_of_a_text_that_says_nothing() -> None:
    text = "De trein vertrekt om tien over vijf. Het regent."
    assert brand_from(text, NL) == persona_from(text, NL) == proposition_from(text, NL) == ()
    assert proposals.persona(()) is None
    assert proposals.proposition(()) is None
    assert proposals.brand((), "Veldwerk").name == "Veldwerk"


def test_a_persona_from_its_labels() -> None:
    text = (
        "Persona: Marjan\nRol: dochter van 54\nBehoefte: haar moeder kleiner laten wonen\n\nVragen:\n"
        "- Hoe lang duurt het?\n- Wat kost het?\n\nBezwaren\n- Straks staan er vreemden in huis.\n\n"
        "Keuzecriteria: prijs, vaste gezichten en tempo\n"
    )
    made = proposals.persona(persona_from(text, NL))
    assert made is not None
    assert (made.name, made.role, made.need) == ("Marjan", "dochter van 54", "haar moeder kleiner laten wonen")
    assert made.questions == ("Hoe lang duurt het?", "Wat kost het?")
    assert made.decision_factors == ("prijs", "vaste gezichten", "tempo")
    assert [objection.text for objection in made.objections] == ["Straks staan er vreemden in huis."]
    assert made.observed == ()


def test_in_an_interview_the_questions_are_the_customers() -> None:
    text = (
        "Interviewer: Wat hield u tegen?\nKlant: Ik was bang dat het huis overhoop zou liggen. "
        "Hoe lang duurt zoiets eigenlijk?\nInterviewer: Wat wilde u bereiken?\n"
        "Klant: Ik wilde gewoon een warme kamer.\n"
    )
    found = persona_from(text, NL)
    assert values(found, "questions") == ["Hoe lang duurt zoiets eigenlijk?"]
    assert values(found, "need") == ["Ik wilde gewoon een warme kamer."]
    assert values(found, "objections") == ["Ik was bang dat het huis overhoop zou liggen."]


def test_a_proposition_from_labels_or_a_telling_sentence() -> None:
    text = "Promise: We fix it in a day.\nBenefit: no second visit\nWhy us: two people, one van"
    made = proposals.proposition(proposition_from(text, EN))
    assert made is not None
    assert (made.text, made.need, made.benefit, made.better) == (
        "We fix it in a day.",
        None,
        "no second visit",
        "two people, one van",
    )
    told = proposition_from("Sinds 1987. Wij helpen scholen stiller te worden. Bel gerust.", NL)
    assert values(told, "text") == ["Wij helpen scholen stiller te worden."]


def test_too_long_a_value_is_cut_at_a_sentence() -> None:
    found = brand_from("Toon: " + "Kort en helder. " * 400, NL)
    assert len(found[0].value) <= proposals.MAX_TEXT
    assert found[0].value.endswith("helder.")


LINE = st.one_of(
    st.sampled_from(GUIDE.splitlines()),
    st.sampled_from(
        ["Verboden woorden:", "- a, b; c", "Vragen?", "u", "Toon: 'x'", "**Emoji**", "# ", ":", "je je je"]
    ),
    st.text(max_size=40),
)


@settings(deadline=None)
@given(st.lists(LINE, max_size=25).map("\n".join), st.sampled_from(LANGUAGES))
def test_every_proposal_stands_literally_in_the_text_and_makes_a_valid_entry(
    text: str, language: Language
) -> None:
    rules = lists(KNOWLEDGE, language)
    found = (brand_from(text, rules), persona_from(text, rules), proposition_from(text, rules))
    flat = " ".join(text.split())
    for item in (item for part in found for item in part):
        assert " ".join(item.sentence.split()) in flat or all(
            line.strip() in text for line in item.sentence.splitlines()
        )
        if item.field not in ("address", "emoji"):
            assert all(line.strip() in item.sentence for line in item.value.splitlines())
    proposals.brand(found[0], "naam")
    proposals.persona(found[1])
    proposals.proposition(found[2])


@pytest.mark.parametrize("piece", ["a: b\n", "abc\n", "zeg niet '", "je u ", "- a,\n", "# x\n", '"', "Toon\n"])
def test_any_long_text_is_read_in_seconds(piece: str) -> None:
    text = (piece * (100_000 // len(piece) + 1))[:100_000]
    start = time.perf_counter()
    brand_from(text, NL)
    persona_from(text, NL)
    assert time.perf_counter() - start < 10


def test_a_block_ends_at_a_blank_line_unless_a_list_goes_on() -> None:
    part = outline.Section("x", ("", "- a", "", "- b", "", "gewone zin"))
    assert part.block == ("- a", "- b")


def test_every_field_has_cues_in_dutch_and_english() -> None:
    for field, found in NL.cues.headings.items():
        assert found.nl, field
        assert found.en, field
    assert {field for field, found in NL.cues.sentences.items() if not found.en} == {
        "address.je",
        "address.u",
        "address.neutral",
    }


def test_what_a_seller_asks_a_reader_is_no_question_of_a_customer_and_quotes_are_whole() -> None:
    text = "“Ik wil een kamer erbij. Wat kost dat nou?” Wil je dat ook?"
    found = persona_from(text, NL)
    assert values(found, "need") == ["Ik wil een kamer erbij."]
    assert values(found, "questions") == ["Wat kost dat nou?"]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("“Het was stil”, zegt Sanne.", True),
        ("De zolder van mevrouw De Boer is af.", True),
        ("Sannes zolder was in mei af.", True),
        ("Volgens Joris werkte alles.", True),
        ("Zolderlicht plaatste 14 dakkapellen in Assen.", False),
        ("In mei was de zolder klaar.", False),
    ],
)
def test_whoever_a_text_names_is_known_in_each_of_its_sentences(sentence: str, names: bool) -> None:
    text = "Interview met Sanne de Boer in Assen, mei 2026.\nVolgens Joris werkte alles. Zolderlicht zegt: welkom."
    assert named(text, NL, "Zolderlicht")(sentence) is names
