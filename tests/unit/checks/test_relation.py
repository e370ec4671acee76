"""A commercial relation is marked where every reader sees it, and only then."""

from __future__ import annotations

import pytest

from tests.fakes.checking import brief, limited, part
from tests.fakes.wording import excerpts, hits, seen

PAID, UNPAID = brief(commercial_relation=True), brief()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "#adv Soep is warm."),
        ("nl", "Advertentie: soep is warm."),
        ("nl", "Advertentie\nSoep is warm."),
        ("nl", "In samenwerking met Veldwerk: soep is warm."),
        ("nl", "Soep is warm. #betaaldesamenwerking"),
        ("en", "#ad Soup is warm."),
        ("en", "[Ad] Soup is warm."),
        ("en", "Paid partnership with Veldwerk. Soup is warm."),
        ("en", "Soup is warm. #SPON"),
    ],
)
def test_a_mark_is_recognised(language: str, text: str) -> None:
    context = seen(language, of=PAID)
    assert not hits("relation.missing", text, context)
    assert not hits("relation.hidden", text, context)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Soep is warm."),
        ("nl", "Een advertentie kost geld, en reclame ook. #advocaat #adventskalender"),
        ("nl", "Onze partner in Gent kookt mee."),
        ("en", "Soup is warm. #adventure"),
        ("en", "Ad hoc soup. Ads cost money."),
        ("en", "Our partner in Ghent cooks along."),
    ],
)
def test_no_mark_blocks(language: str, text: str) -> None:
    assert len(hits("relation.missing", text, seen(language, of=PAID))) == 1
    assert not hits("relation.missing", text, seen(language, of=UNPAID))
    assert not hits("relation.missing", text, seen(language))


def test_a_mark_below_the_fold_blocks() -> None:
    text = "Soep is warm. " * 12 + "#adv"
    folded = seen(of=PAID, on=limited(3000, fold=140))
    assert excerpts("relation.hidden", text, folded) == ["#adv"]
    assert not hits("relation.missing", text, folded)
    assert not hits("relation.hidden", text, seen(of=PAID, on=limited(3000)))
    assert not hits("relation.hidden", "#adv " + text, folded)


def test_a_mark_in_the_picture_is_seen_and_one_in_a_comment_is_not() -> None:
    beats = limited(3000, fold=20).model_copy(
        update={
            "parts": tuple(limited(1).parts[0].model_validate(p) for p in (part("beats", "beats"), part("note")))
        }
    )
    context = seen(of=PAID, on=beats)
    text = "Soep is warm en brood is droog."
    assert not hits("relation.hidden", text, context, {"beats": [{"spoken": "Kijk", "on_screen": "#adv"}]})
    assert excerpts("relation.hidden", text, context, {"note": "#adv"}) == ["#adv"]


def test_a_mark_without_a_relation_is_a_remark() -> None:
    assert excerpts("relation.unneeded", "#adv Soep is warm.", seen(of=UNPAID)) == ["#adv"]
    assert not hits("relation.unneeded", "In samenwerking met de gemeente.", seen(of=UNPAID))
    assert not hits("relation.unneeded", "#adv Soep is warm.", seen(of=PAID))
    assert not hits("relation.unneeded", "#adv Soep is warm.", seen())
