"""A post of the template writer once more: what it can, what it keeps, and what it says it cannot."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.checks.counters import count
from bot.domain.brief import Brief
from bot.domain.check import texts_in
from bot.domain.pack import Post, Variation
from bot.domain.rewrite import HOWS, How, NotPossibleError
from bot.generation.finish import blocking
from bot.generation.playbook import sentences as s
from tests.fakes.composing import CANVAS, EXAMPLES, KNOWLEDGE, bare, example, in_phase, rich
from tests.fakes.rewriting import BY_RULES, Made, again, first, refused

TEMPLATED: list[How] = ["shorter", "longer", "other_hook", "other_tone", "weaker_claim", "mend"]


def said(post: Post) -> str:
    answers = (reply.answer for reply in post.replies)
    return "\n".join([post.text, *(text for _, text in texts_in(post.parts)), *answers])


def long(post: Post) -> int:
    return len(post.text) + sum(len(beat["spoken"]) for beat in post.parts.get("beats", ()))


async def test_shorter_and_longer_undo_each_other() -> None:
    made = await first(example("demo-nl"), "linkedin")
    shorter = await again(made, "shorter")
    back = await again(shorter, "longer")
    assert long(shorter.post) < long(made.post)
    assert set(shorter.post.text.split("\n\n")) < set(made.post.text.split("\n\n"))
    assert back.post.text == made.post.text


async def test_it_becomes_shorter_until_it_cannot() -> None:
    made, lengths = await first(example("demo-nl"), "tiktok"), []
    while await refused(made, "shorter") is None and len(lengths) < 30:
        made = await again(made, "shorter")
        lengths.append(long(made.post))
    assert lengths == sorted(set(lengths), reverse=True)
    assert 1 <= len(lengths) < 30
    assert await refused(made, "shorter") == "shortest"
    assert made.post.parts["beats"][0]["spoken"] == made.post.parts["hooks"][0]


async def test_another_opening_is_followed_by_what_fits_it() -> None:
    made = await first(example("demo-nl"), "linkedin")
    old, _, third = made.post.parts["hooks"]
    other = await again(made, "other_hook", third)
    assert other.post.text.startswith(third)
    assert sorted(other.post.parts["hooks"]) == sorted(made.post.parts["hooks"])
    # The old second paragraph repeats the sentence that now opens: it has made way for one that leads on.
    assert other.post.text.count(third) == 1
    assert (await again(other, "other_hook", old)).post.text == made.post.text


async def test_another_tone_says_it_in_other_lines_each_time() -> None:
    made = await first(example("scheurwacht-nl"), "email")
    seen = [made.post.text]
    for _ in range(3):
        made = await again(made, "other_tone")
        assert made.post.text not in seen
        seen.append(made.post.text)


async def test_a_weakened_claim_is_gone_and_stays_gone() -> None:
    made = await first(example("demo-nl"), "linkedin")
    claim = next(claim.text for claim in made.post.claims if "212" in claim.text)
    weaker = await again(made, "weaker_claim", claim)
    assert "212" not in said(weaker.post)
    assert "Van de negen" not in said(weaker.post)  # what leaned on it cannot stay behind
    for how in ("other_tone", "shorter"):
        weaker = await again(weaker, how)
        assert "212" not in said(weaker.post)
    assert await refused(weaker, "weaker_claim", claim) == "unknown_claim"


async def test_a_required_sentence_cannot_be_left_out() -> None:
    sentence = "Een lening bij ons kost altijd precies wat de offerte zegt."
    brief = rich("nl", phase="consideration", brand={"name": "Veldwerk", "required": [{"text": sentence}]})
    made = await first(brief, "linkedin")
    assert sentence in made.post.text
    assert await refused(made, "weaker_claim", sentence) == "claim_stays"
    for how in ("shorter", "longer", "other_tone"):
        assert sentence in (await again(made, how)).post.text


async def test_mending_leaves_out_what_the_findings_point_at() -> None:
    brief = rich("nl", phase="consideration", proposition={"text": "Leasefietsen die klimaatneutraal zijn."})
    made = await first(brief, "linkedin")
    assert "klimaatneutraal" in said(made.post)
    assert blocking(made.post)
    mended = await again(made, "mend")
    assert "klimaatneutraal" not in said(mended.post)
    assert len(blocking(mended.post)) < len(blocking(made.post))


async def test_what_it_cannot_it_says() -> None:
    made = await first(example("demo-nl"), "linkedin")
    assert await refused(made, "translate") == "needs_model"
    assert await refused(made, "instruct", "Maak er een gedicht van.") == "needs_model"
    assert await refused(made, "other_hook", "Iets anders.") == "unknown_hook"
    assert await refused(made, "weaker_claim", "Dat staat er niet.") == "unknown_claim"
    assert await refused(await first(example("demo-nl"), "email"), "other_hook", "x") == "no_hooks"


@pytest.mark.parametrize("how", TEMPLATED)
async def test_a_persons_text_and_a_models_text_are_not_recomposed(how: How) -> None:
    made = await first(example("demo-nl"), "linkedin")
    typed = BY_RULES.edited(made.brief, made.topic, made.post, made.post.text + "\n\nGroet van Ans.")
    assert await refused(made._replace(post=typed), how, "x") == "edited"
    model = made.post.model_copy(update={"writer": "model:x", "variation": None})
    assert await refused(made._replace(post=model), how, "x") == "other_writer"
    assert BY_RULES.ways(typed) == BY_RULES.ways(model) == ()


async def test_a_card_offers_what_can_be_asked() -> None:
    made = await first(example("demo-nl"), "linkedin")
    assert set(BY_RULES.ways(made.post)) <= set(TEMPLATED)
    assert {"shorter", "other_hook", "weaker_claim"} <= set(BY_RULES.ways(made.post))
    mail = await first(example("demo-nl"), "email")
    assert "other_hook" not in BY_RULES.ways(mail.post)


async def test_every_variation_is_remembered_in_the_post() -> None:
    made = await first(example("demo-en"), "instagram")
    assert made.post.variation == Variation()
    again_and_again = await again(await again(made, "shorter"), "other_tone")
    assert again_and_again.post.variation is not None
    assert again_and_again.post.variation.size < 0 < again_and_again.post.variation.tone
    assert (await again(made, "shorter")).post == (await again(made, "shorter")).post


# -- whatever is asked, and however often -----------------------------------------------------------


def within(post: Post) -> bool:
    channel = KNOWLEDGE.channel(post.channel)
    limits = (channel.text.limit, *channel.text.also)
    return all(limit.value is None or count(post.text, limit.counter) <= limit.value for limit in limits)


def marked(post: Post, language: str) -> bool:
    mark = {"nl": "Advertentie.", "en": "Advertisement."}[language]
    return mark in post.text or any(beat["on_screen"] == mark.rstrip(".") for beat in post.parts.get("beats", ()))


@st.composite
def orders(draw: st.DrawFn) -> tuple[Brief, str]:
    language = draw(st.sampled_from(["nl", "en"]))
    kinds = [example(name) for name in EXAMPLES if name.endswith(language)]
    brief = draw(st.sampled_from([*kinds, rich(language), bare(language)]))
    brand = brief.brand.model_copy(
        update={
            "required": draw(st.sampled_from([(), REQUIRED[language]])),
            "banned": draw(st.sampled_from([(), ("vraag",)])),
        }
    )
    more = {"brand": brand, "commercial_relation": draw(st.booleans())}
    return in_phase(brief.model_copy(update=more), draw(st.sampled_from(CANVAS))), draw(
        st.sampled_from(KNOWLEDGE.channel_keys)
    )


REQUIRED = {
    "nl": rich(
        brand={"name": "x", "required": [{"text": "Vraag altijd eerst naar de voorwaarden."}]}
    ).brand.required,
    "en": rich(brand={"name": "x", "required": [{"text": "Ask for the conditions first."}]}).brand.required,
}


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(order=orders(), hows=st.lists(st.sampled_from(HOWS), min_size=1, max_size=6), place=st.integers(0, 8))
def test_no_rewriting_breaks_a_limit_or_loses_a_mark_or_required_word(
    order: tuple[Brief, str], hows: list[How], place: int
) -> None:
    asyncio.run(walk(*order, hows, place))


async def walk(brief: Brief, channel: str, hows: list[How], place: int) -> None:
    made = await first(brief, channel, place=place)
    needed = [word.text for word in brief.brand.required if s.plain(word.text) in s.plain(said(made.post))]
    assert within(made.post)
    for how in hows:
        hooks, claims = made.post.parts.get("hooks", ()), made.post.claims
        what = {"other_hook": hooks[-1] if hooks else "", "weaker_claim": claims[-1].text if claims else ""}
        before = made.post
        try:
            made = await again(made, how, what.get(how, ""))
        except NotPossibleError:
            continue
        assert made.post != before
        assert within(made.post), how
        assert not brief.commercial_relation or marked(made.post, brief.language), how
        assert all(s.plain(word) in s.plain(said(made.post)) for word in needed), how
        _sized(how, before, made)


def _sized(how: How, before: Post, made: Made) -> None:
    assert how != "other_hook" or made.post.parts["hooks"][0].endswith(before.parts["hooks"][-1])
    assert how != "weaker_claim" or before.claims[-1].text not in {claim.text for claim in made.post.claims}
