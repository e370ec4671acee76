"""The rules that find claims: measured on labelled sentences, and their refusals one by one."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.claims import Labelled, corpus, report, score
from bot.checks.claims import claims_of
from bot.checks.claims.finding import Candidate, find_claims
from bot.checks.claims.lexicon import lexicon
from bot.checks.phrases import encodable
from bot.domain.base import LANGUAGES, Language
from bot.domain.pack import ClaimKind
from tests.fakes.checking import KNOWLEDGE, TODAY, brief


def found(text: str, language: Language = "nl", brand: str | None = None) -> tuple[Candidate, ...]:
    return find_claims([("text", text)], lexicon(KNOWLEDGE.phrases, language), brand)


def kinds(text: str, language: Language = "nl", brand: str | None = None) -> list[ClaimKind]:
    return [candidate.kind for candidate in found(text, language, brand)]


def test_the_corpus_is_what_it_says_it_is() -> None:
    rows = corpus()
    assert len(rows) == len({row.text for row in rows}) == 200
    for language in LANGUAGES:
        for split in ("dev", "test"):
            part = [row.claim for row in rows if (row.language, row.split) == (language, split)]
            assert (len(part), sum(part)) == (50, 25)


def test_recall_and_precision_on_all_labelled_sentences() -> None:
    counted = score(corpus())
    assert counted.recall >= 0.9
    assert counted.precision >= 0.8


def test_the_report_has_a_line_for_each_half_and_one_for_all() -> None:
    names = [line.split(",")[1].split("recall")[0].strip() for line in report()]
    assert names == ["nl dev", "nl test", "en dev", "en test", "all"]


def test_recall_counts_misses_and_precision_false_alarms() -> None:
    rows = [Labelled("nl", "dev", "", *answer) for answer in ((True, True), (True, False), (False, True))]
    assert score(rows) == (1, 1, 1)
    assert (score(rows).recall, score(rows).precision) == (0.5, 0.5)


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("nl", "Driekwart van de huurders verlengt.", "fact"),
        ("nl", "Wij hebben Nederlands grootste drukpers.", "fact"),
        ("nl", "Nooit meer zoeken naar je sleutels.", "fact"),
        ("nl", "Wij bouwen het kinderfeest op in jullie tuin.", "promise"),
        ("nl", "Wij komen op het gewenste moment langs.", "promise"),
        ("en", "We run the UK's largest print shop.", "fact"),
        ("en", "We refill the toothpaste before you ask.", "promise"),
        ("nl", "De zaal is 7 dagen per week geopend.", "fact"),
        ("nl", "Volgens Hanneke de Boer scheelt het een avond.", "fact"),
        ("nl", "Deze matras houdt vocht tegen en geneest eczeem.", "fact"),
        ("nl", "We halen je oude kast dezelfde dag op.", "promise"),
        ("nl", "Je krijgt altijd een mens aan de telefoon.", "promise"),
        ("nl", "We zijn de snelste koerier van Breda.", "fact"),
        ("nl", "Bespaar 30 procent op je stookkosten.", "fact"),
        ("en", "A third of our members row before work.", "fact"),
        ("en", "We sweep up before we leave.", "promise"),
        ("en", "The hall seats 240.", "fact"),
        ("en", "Ashdown Primary School says the rota finally works.", "fact"),
    ],
)
def test_claims_are_found(language: Language, text: str, kind: ClaimKind) -> None:
    assert kinds(text, language) == [kind]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Hoe regel je dat met 80 collega's en één agenda?"),
        ("nl", "“Wij zijn de goedkoopste van Nederland,” riep de buurman."),
        ("nl", "Afspreken kan op 3 mei om half elf."),
        ("nl", "#top100 #nr1"),
        ("nl", "Kijk op https://example.com/90-procent voor het filmpje."),
        ("nl", "[bewijs nodig: 91 procent]"),
        ("nl", "02:30 De aanpak"),
        ("nl", "Hartelijke groet, Veldwerk"),
        ("nl", "Bron: onze planning, 2025."),
        ("nl", "Kamer 390 bleef leeg."),
        ("en", "Save the date: 12 May at half past seven."),
        ("en", "Nobody asked for 40 slides, did they?"),
        ("en", "Warm regards, the Fieldwork team"),
        ("en", ""),
    ],
)
def test_these_are_none(language: Language, text: str) -> None:
    assert kinds(text, language, "Veldwerk") == []


def test_a_question_that_states_something_counts() -> None:
    assert kinds("Wist je dat 40 procent van de kozijnen klemt?") == ["fact"]
    assert kinds("Klemt 40 procent van de kozijnen?") == []


def test_the_brand_speaks_for_itself() -> None:
    assert kinds("Veldwerk haalt de dozen zelf op.", brand="Veldwerk") == ["promise"]
    assert kinds("Veldwerk haalt de dozen zelf op.") == []


def test_each_claim_knows_its_part_and_what_stands_before_it() -> None:
    pieces = [
        ("text", "Het was druk. In 2025 kwamen er 340 mensen. Vorig jaar 12 procent meer."),
        ("cta", "Kom langs."),
    ]
    first, second = find_claims(pieces, lexicon(KNOWLEDGE.phrases, "nl"))
    assert (first.part, first.context) == ("text", ("Het was druk.",))
    assert second.context == ("Het was druk.", "In 2025 kwamen er 340 mensen.")


def test_a_sentence_that_comes_twice_is_one_claim() -> None:
    pieces = [("text", "We bellen terug binnen een dag."), ("hooks[0]", "We bellen terug binnen een dag.")]
    assert [each.part for each in find_claims(pieces, lexicon(KNOWLEDGE.phrases, "nl"))] == ["text"]


def test_directions_for_the_camera_are_not_read() -> None:
    pieces = [("beats[0].visual", "900 dozen"), ("beats[0].spoken", "900 dozen")]
    assert [each.part for each in find_claims(pieces, lexicon(KNOWLEDGE.phrases, "nl"))] == ["beats[0].spoken"]


def test_a_claim_with_hidden_marks_is_given_as_the_line_it_stands_in() -> None:
    text = "Eerst dit.\nKlanten be\u00adsparen 30 procent. Echt waar."
    assert [candidate.text for candidate in found(text)] == ["Klanten be\u00adsparen 30 procent. Echt waar."]


PIECES = (
    "91%", "1.140", "van de", "of the", "tweehonderd", "twenty-", "één", "1/2", "²", "٣", "€", "\ud83d", "e\u0301",
    "\u00ad", "\u200b", "“", "‘", "\n", "\r\n", "...", "24/7", "2025", "vorig jaar", "last year", "dan", "than",
    "half", "helft", "onze", "our", "?", "(", ":", "[", "{x}", "duurzaam", "veilig", "says Anna", "A&B", "12:60",
    "0", "000", "9999999999999999999999", "1,2,3", "1.2.3.4", "van 7 tot 22 uur", "niet", "meer", "samen",
)  # fmt: skip
TEXT = st.one_of(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), st.text(max_size=120))
OF = brief(
    proof=[{"id": "B1", "text": "1.140 van de 1.212 dozen kwamen in 2025 binnen twee dagen aan"}],
    source={"title": "Gesprek", "text": "Vorig jaar half vijf. Samen 3 van de 4.", "permission": "publish"},
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT, TEXT, st.sampled_from(LANGUAGES), st.booleans())
def test_any_text_gives_claims_that_stand_in_it(text: str, other: str, language: Language, briefed: bool) -> None:
    pieces = [("text", text), ("beats[0].spoken", other)]
    claims = claims_of(pieces, (), OF if briefed else None, language, KNOWLEDGE.phrases, TODAY)
    for claim in claims:
        assert claim.text in encodable(dict(pieces)[claim.part])
        assert claim.standing != "unproven" or claim.reason


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Best laundry ever!"),
        ("en", "The best laundry, hands down."),
        ("en", "Simply the best laundry around."),
        ("en", "Best coffee!"),
        ("en", "The softest towels ever."),
        ("nl", "Beste wasserij ooit!"),
        ("nl", "De beste koffie!"),
        ("nl", "Snelste service ooit!"),
    ],
)
def test_a_superlative_without_a_verb_is_a_claim(language: Language, text: str) -> None:
    assert kinds(text, language) == ["fact"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Best before 12 March."),
        ("en", "Best before: see the lid!"),
        ("en", "All the best!"),
        ("en", "Look your best!"),
        ("en", "The best time to call is before nine."),
        ("en", "Best if used within a week!"),
        ("en", "Your best summer ever!"),
        ("en", "Is this the best laundry ever?"),
        ("nl", "Beste klant!"),
        ("nl", "Beste Marjan, heb je ooit een zolder leeggehaald?"),
        ("nl", "Het beste!"),
        ("nl", "De beste wensen!"),
        ("nl", "De beste tijd om te bellen is voor negenen."),
        ("nl", "De laatste loodjes!"),
    ],
)
def test_best_in_a_wish_a_date_or_advice_is_no_claim(language: Language, text: str) -> None:
    assert kinds(text, language) == []
