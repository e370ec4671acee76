"""What a source offers before anybody ticked anything."""

from __future__ import annotations

from bot.services.intake import Item, unnamed
from bot.services.reading.cues import lists
from tests.fakes.composing import KNOWLEDGE


def test_of_a_source_without_names_what_names_somebody_waits_for_a_tick() -> None:
    text = "Interview met Sanne de Boer.\nIn mei was de zolder af. Sanne betaalde 12 termijnen."
    items = [
        Item(field="need", value="De zolder moest af.", sentence="De zolder moest af."),
        Item(field="fact", value="Sanne betaalde 12 termijnen.", sentence="Sanne betaalde 12 termijnen."),
        Item(field="fact", value="In mei was de zolder af.", sentence="In mei was de zolder af."),
        Item(field="series", value="action", sentence="Waarom koos Sanne hiervoor?"),
    ]
    left = unnamed(items, text, lists(KNOWLEDGE, "nl"), "Zolderlicht")
    assert [item.kept for item in left] == [True, False, True, False]
    assert [item.value for item in left] == [item.value for item in items]
