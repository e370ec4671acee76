"""How many posts a second one core checks: assembling, claims and every check, as for any post of a pack."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from bench.table import Row
from bot.domain.base import LANGUAGES
from bot.domain.brief import Brief
from bot.domain.pack import Post, Topic, Why
from bot.generation.content import PostContent
from bot.generation.finish import Finisher
from bot.generation.order import Order, order_for
from bot.knowledge import yaml_file
from bot.knowledge.store import Knowledge

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 6, 1)
CHANNEL = "linkedin"
LENGTHS = range(1_350, 1_651)
BATCH, BATCHES = 100, 7
_CHOICE = re.compile(r"<([^<>]*\|[^<>]*)>")


def _checked(finisher: Finisher, order: Order, topic: Topic, content: PostContent, others: list[Post]) -> Post:
    channel = order.channels[0]
    return finisher.beside(order, channel, finisher.post(order, topic, channel, content, "bench"), others)


def rows() -> Iterator[Row]:
    """Posts of about 1,500 characters, in both languages, by processor time: neighbours do not count."""
    knowledge = Knowledge([ROOT / "prompts"])
    finisher = Finisher(knowledge.phrases, knowledge.check_texts)
    for language in LANGUAGES:
        sample = yaml_file.read(ROOT / "bench" / f"post_{language}.yaml")
        order = order_for(Brief.model_validate(sample["brief"]), knowledge, TODAY)
        speed = _speed(finisher, order, sample)
        yield Row(f"posts checked a second, {language}", speed, "", least=300, aim=500, decimals=0)


def _speed(finisher: Finisher, order: Order, sample: dict[str, Any]) -> float:
    chance = random.Random(order.language)
    why = Why(need="-", phase="-", proposition="-", goal="-")
    topic = Topic(id="t1", title="-", angle="-", question="-", format="-", media="owned", why=why)
    others = [Post(channel=channel, topic="t1", text=text) for channel, text in sample["others"].items()]
    batches = [
        [PostContent(parts=varied(sample["parts"], chance)) for _ in range(BATCH)] for _ in range(BATCHES + 1)
    ]
    speeds = []
    for batch in batches:
        begin = time.process_time()
        posts = [_checked(finisher, order, topic, content, others) for content in batch]
        speeds.append(BATCH / (time.process_time() - begin))
        odd = [len(post.text) for post in posts if len(post.text) not in LENGTHS]
        if odd:
            raise ValueError(f"the sample is not about 1,500 characters: {odd}")
    return median(speeds[1:])  # the first batch fills the caches of words, as the first posts of a day would


def varied(value: Any, chance: random.Random) -> Any:
    """The value with one of each `<a|b|c>` chosen and a number for each `<n>`: no two posts are the same text."""
    if isinstance(value, str):
        chosen = _CHOICE.sub(lambda match: chance.choice(match[1].split("|")), value)
        return re.sub("<n>", lambda _: str(chance.randint(2, 999)), chosen)
    if isinstance(value, list):
        return [varied(item, chance) for item in value]
    return {key: varied(item, chance) for key, item in value.items()}
