"""Worn language counts by how much of it there is; a quotation and a single use do not."""

from __future__ import annotations

import pytest

from tests.fakes.wording import excerpts, hits, seen

FILLER = {
    "nl": "Op dinsdag staat de kok om zes uur op en snijdt hij prei voor de soep van die dag. ",
    "en": "On Tuesday the cook gets up at six and cuts leeks for the soup of that day. ",
}


@pytest.mark.parametrize(
    ("language", "text", "worn"),
    [
        ("nl", "Onze innovatieve aanpak.", ["innovatieve"]),
        ("nl", "Kwaliteit staat hoog in het vaandel.", ["hoog in het vaandel"]),
        ("nl", "Wij zijn de kok. Wij innoveren niet.", []),
        ("nl", "De naden lopen los en het is geen essentie.", []),
        ("en", "We leverage what we have.", ["leverage"]),
        ("en", "A holistically minded cook delves into leeks.", ["holistically", "delves"]),
        ("en", "The realtor works part-time.", []),
    ],
)
def test_worn_phrases(language: str, text: str, worn: list[str]) -> None:
    assert excerpts("worn.phrase", text, seen(language)) == worn


@pytest.mark.parametrize(("language", "word"), [("nl", "essentieel"), ("en", "crucial")])
def test_one_in_a_long_text_is_fine_and_one_in_a_short_text_is_a_remark(language: str, word: str) -> None:
    assert excerpts("worn.phrase", FILLER[language] * 8 + f"Dat is {word}.", seen(language)) == [word]
    assert not hits("worn.phrase", FILLER[language] * 13 + f"Dat is {word}.", seen(language))


def test_a_quotation_is_not_the_brands_own_language() -> None:
    assert not hits("worn.phrase", "Zij noemde het “innovatief en naadloos”.", seen())
    assert not hits("worn.opener", "“Herkenbaar?” vroeg zij.", seen())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Innovatief, naadloos en toekomstbestendig."),
        ("nl", "Herkenbaar? Het is geen lunch. Het is een belevenis. En cruciaal."),
        ("en", "A seamless, robust and transformative lunch."),
    ],
)
def test_a_text_full_of_them_blocks(language: str, text: str) -> None:
    (hit,) = hits("worn.dense", text, seen(language))
    assert hit.values["count"] == 3
    assert str(hit.values["phrases"]).count(", ") == 2


@pytest.mark.parametrize(("language", "words"), [("nl", "innovatief naadloos"), ("en", "seamless robust")])
def test_two_never_block_and_three_in_a_long_text_do_not_either(language: str, words: str) -> None:
    assert not hits("worn.dense", words, seen(language))
    assert not hits("worn.dense", FILLER[language] * 12 + f"{words} {words}", seen(language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Je krijgt niet alleen soep, maar ook brood."),
        ("nl", "Dit is niet zomaar een soep."),
        ("nl", "Het is geen lunch. Het is een pauze."),
        ("nl", "Geen bakjes. Geen magnetron. Gewoon soep."),
        ("nl", "Geen bakjes\nGeen magnetron\nGewoon soep"),
        ("en", "It’s not just soup, it’s a break."),
        ("en", "This isn't lunch. It's a break."),
        ("en", "No boxes. No microwave. Just soup."),
        ("en", "You get not only soup but also bread."),
        ("en", "It's not about the soup — it's about the table."),
    ],
)
def test_not_this_but_that(language: str, text: str) -> None:
    assert len(hits("worn.contrast", text, seen(language))) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Je kunt niet zomaar opzeggen, maar verhuizen mag."),
        ("nl", "Het is geen ramp als het is uitverkocht."),
        ("nl", "Er is geen soep meer, dus we eten gewoon brood."),
        ("nl", "Niet duur, maar goed."),
        ("nl", "De keuken is niet open. Het is zondag."),
        ("en", "It's not open today. It's Sunday."),
        ("en", "No soup today. Come back tomorrow."),
        ("en", "They asked not once but twice."),
    ],
)
def test_a_plain_contrast_is_no_fault(language: str, text: str) -> None:
    assert not hits("worn.contrast", text, seen(language))


@pytest.mark.parametrize(
    ("language", "text", "opener"),
    [
        ("nl", "Elke dag brood. Herkenbaar?", "Herkenbaar?"),
        ("nl", "Spoiler: het was de soep.", "Spoiler:"),
        ("en", "We counted. The result?\n14 bowls.", "The result?"),
        ("en", "Here’s the thing about leeks.", "Here’s the thing"),
    ],
)
def test_run_ups(language: str, text: str, opener: str) -> None:
    assert excerpts("worn.opener", text, seen(language)) == [opener]


@pytest.mark.parametrize(
    ("language", "text"),
    [("nl", "Is dat voor jou herkenbaar? En wat was het resultaat?"), ("en", "What was the result? Tell us.")],
)
def test_a_real_question_is_no_run_up(language: str, text: str) -> None:
    assert not hits("worn.opener", text, seen(language))


def test_dashes_by_density() -> None:
    text = "De kok – altijd op tijd – proeft alles — ook brood."
    assert hits("worn.dashes", text, seen())[0].values["count"] == 3
    assert not hits("worn.dashes", text + FILLER["nl"] * 12, seen())
    assert not hits("worn.dashes", "Een pauze – heel even – is genoeg.", seen())
    assert not hits("worn.dashes", "- soep\n- brood\n- thee\nAmsterdam-Noord, 9-17 uur, 2020–2024", seen())


def test_parts_count_and_a_hook_that_opens_the_text_counts_once() -> None:
    parts = {"hooks": ["Innovatieve soep", "Naadloze soep"], "subject": "Soep"}
    found = hits("worn.phrase", "Innovatieve soep\n\nVan prei.", seen(), parts)
    assert [(hit.part, hit.excerpt) for hit in found] == [("text", "Innovatieve"), ("hooks[1]", "Naadloze")]
