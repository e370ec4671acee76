"""Dutch in the English manner is found; names, abbreviations and right apostrophes are left alone."""

from __future__ import annotations

import pytest

from tests.fakes.wording import excerpts, hits, seen

NL = seen("nl")
DUTCH_ONLY = ("style.title_case", "style.split_compound", "style.apostrophe")


@pytest.mark.parametrize(
    "text",
    [
        "Vijf Slimme Tips Voor Betere Teksten",
        "5 Tips voor Betere Content op Kantoor",
        "Waarom Jouw Klanten Niet Terugkomen",
        "## Zo Maak Je Een Goede Soep",
        "Hoe Je Met Minder Tijd Meer Doet: Drie Lessen",
    ],
)
def test_english_title_case(text: str) -> None:
    assert excerpts("style.title_case", f"{text}\n\nDaarna gewone tekst.", NL) == [text.strip("# ")]


@pytest.mark.parametrize(
    "text",
    [
        "Vijf slimme tips voor betere teksten",
        "VIJF SLIMME TIPS VOOR BETERE TEKSTEN",
        "Burgemeester Jan de Vries van Utrecht over de Wet open overheid",
        "Jan Peter Balkenende, Mark Rutte en Dick Schoof waren er",
        "Stichting Het Vergeten Kind en Artsen zonder Grenzen doen mee",
        "De Week van de Circulaire Economie begint maandag",
        "Soep. Brood. Thee. Koffie. Meer niet.",
        "Koningsdag, Black Friday en Sinterklaas zijn drukke dagen",
        "Werken bij Albert Heijn, Jumbo of Coop",
        "“Vijf Slimme Tips Voor Betere Teksten” heet het boek",
        "Lees Meer",
    ],
)
def test_names_and_sentences_are_no_title_case(text: str) -> None:
    assert not hits("style.title_case", text, NL)


def test_title_case_in_a_part() -> None:
    found = hits("style.title_case", "Gewone tekst.", NL, {"subject": "Zo Maak Je Een Goede Soep"})
    assert [(hit.part, hit.excerpt) for hit in found] == [("subject", "Zo Maak Je Een Goede Soep")]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Maak een content plan.", "contentplan"),
        ("Al onze mede werkers eten mee.", "medewerkers"),
        ("De klant reis begint hier.", "klantreis"),
        ("Volg de veiligheids regels.", "veiligheidsregels"),
        ("Een hoge kwaliteits norm.", "kwaliteitsnorm"),
        ("Een bedrijfs auto rijdt voor.", "bedrijfsauto"),
        ("Een 3 daagse cursus.", "3-daagse"),
        ("Bekijk de landings pagina.", "landingspagina"),
    ],
)
def test_split_compounds(text: str, joined: str) -> None:
    (hit,) = hits("style.split_compound", text, NL)
    assert hit.values["joined"] == joined
    assert hit.excerpt in text


@pytest.mark.parametrize(
    "text",
    [
        "Zo maak je van je klant een fan, en van je team een team.",
        "De content die je plant, komt op maandag.",
        "Hoeveel energie verbruik je? Als klant reis je gratis.",
        "De afdelings- en teamleiders, de veiligheids- en kwaliteitsregels",
        "Meetings plannen, learnings delen, briefings schrijven.",
        "Wij werken met content, planning en een mede door ons betaalde kok.",
        "Hij zei: “een content plan voor mede werkers”.",
        "In dat jaar rekening houden met de belasting.",
    ],
)
def test_words_that_happen_to_stand_side_by_side(text: str) -> None:
    assert not hits("style.split_compound", text, NL)


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("Proef Jan's soep", "Jans"),
        ("Elke klant's bord", "klants"),
        ("Max’s pan", "Max’"),
        ("Twee collega's en drie medewerker's", "medewerkers"),
    ],
)
def test_english_apostrophes(text: str, better: str) -> None:
    assert [hit.values["better"] for hit in hits("style.apostrophe", text, NL)] == [better]


@pytest.mark.parametrize(
    "text",
    [
        "Foto's van Anna's hond, baby's, menu's, taxi's en hobby's",
        "'s Ochtends eten de zzp'ers pap, 's avonds soep",
        "pc's, url's, pdf's, gif's, cd's, A4's, BV's en KPI's",
        "Max' fiets, Jans fiets en de jongens' tafel",
        "McDonald's opent. That's it, let's go.",
        "Zij noemde het ‘Jan's soep’.",
    ],
)
def test_right_apostrophes(text: str) -> None:
    assert not hits("style.apostrophe", text, NL)


@pytest.mark.parametrize("check", DUTCH_ONLY)
def test_english_text_may_do_all_of_this(check: str) -> None:
    assert not hits(check, "Five Smart Tips For Better Texts: Jan's content plan for employees", seen("en"))


@pytest.mark.parametrize(
    ("language", "text", "excerpt"),
    [
        ("nl", "Onze excuses voor het ongemak.", "Onze excuses voor het ongemak"),
        ("en", "We are sorry for any inconvenience.", "sorry for any inconvenience"),
    ],
)
def test_an_apology_from_a_form(language: str, text: str, excerpt: str) -> None:
    assert excerpts("style.apology", text, seen(language)) == [excerpt]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Wat vervelend dat de soep koud was. Helaas."),
        ("en", "Unfortunately the soup was cold."),
    ],
)
def test_single_words_count_in_a_reply_only(language: str, text: str) -> None:
    assert not hits("style.apology", text, seen(language))
    found = hits("style.apology", "x", seen(language), {"replies": [{"comment": "koud", "answer": text}]})
    assert {hit.part for hit in found} == {"replies[0].answer"}


def test_a_sincere_reply_is_fine() -> None:
    parts = {
        "replies": [{"comment": "koud", "answer": "Koude soep, dat had niet gemogen. Je krijgt morgen nieuwe."}]
    }
    assert not hits("style.apology", "x", NL, parts)
