"""Places that still have to be filled in, and brackets that mean something else."""

from __future__ import annotations

import pytest

from tests.fakes.checking import BY_ID, channel, context, excerpts, hits


@pytest.mark.parametrize(
    ("check", "text", "what"),
    [
        ("placeholders.link", "Zie [link nodig: pagina met tijden].", "pagina met tijden"),
        ("placeholders.link", "See [Link needed: the page]", "the page"),
        ("placeholders.link", "Zie [link nodig]", "link"),
        ("placeholders.proof", "Dat scheelt [bewijs nodig: hoeveel uur?]", "hoeveel uur?"),
        ("placeholders.proof", "Saves [proof needed: how much?]", "how much?"),
        ("placeholders.other", "Op [datum nodig: open dag]", "open dag"),
    ],
)
def test_what_the_writer_left_open_is_named(check: str, text: str, what: str) -> None:
    assert [hit.values["what"] for hit in hits(check, text)] == [what]
    assert not hits("placeholders.left", text)
    assert not BY_ID[check].mendable


@pytest.mark.parametrize(
    "slot",
    [
        *(
            "{brand}",
            "{{ naam }}",
            "{% if x %}",
            "${prijs}",
            "[naam]",
            "[NAAM KLANT]",
            "[company name]",
            "[your city]",
        ),
        *(
            "[vul in]",
            "<bedrijfsnaam>",
            "[[merk]]",
            "%voornaam%",
            "*|FNAME|*",
            "XXX",
            "€ xx,xx",
            "xx%",
            "xx-xx-xxxx",
        ),
        *("TODO", "Lorem ipsum"),
    ],
)
def test_what_a_template_left_behind(slot: str) -> None:
    assert excerpts("placeholders.left", f"Een regel met {slot} erin.") == [slot]


def test_a_salutation_without_a_name() -> None:
    assert hits("placeholders.left", "Beste ,\n\nWelkom.")


@pytest.mark.parametrize(
    "text",
    [
        "Zoals hij zei: '[het bedrijf] liep goed' [...] en [sic] [1] [B3].",
        "[muziek] [lacht] [hij wijst] [UPDATE] [bron: CBS] [VACATURE] [voorbeeld]",
        "[naam van de pagina](https://example.com)",
        "Maat XXL, liefs xxx en 50% korting, 100 %",
        "Een verzameling {1, 2} en 5 < 6 > 4",
        "Groot, groter , grootst",
    ],
)
def test_brackets_that_mean_something(text: str) -> None:
    assert not hits("placeholders.left", text)


def test_merge_fields_only_where_the_channel_fills_them() -> None:
    mail = context(channel(merge_fields=["{first_name}", "*|FNAME|*"]))
    assert not hits("placeholders.left", "Beste {first_name} en *|FNAME|*,", mail)
    assert excerpts("placeholders.left", "Beste {voornaam},", mail) == ["{voornaam}"]
    assert excerpts("placeholders.left", "Beste {first_name},") == ["{first_name}"]


def test_parts_are_looked_at() -> None:
    parts = {"beats": [{"spoken": "Dit is [naam].", "visual": "[link nodig: kaart]"}]}
    assert [hit.part for hit in hits("placeholders.left", "x", None, parts)] == ["beats[0].spoken"]
    assert [hit.part for hit in hits("placeholders.link", "x", None, parts)] == ["beats[0].visual"]
