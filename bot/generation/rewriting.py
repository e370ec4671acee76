"""A post once more, as a writer was asked. The old one is never touched: what fails leaves it as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from bot.domain.pack import Post
from bot.domain.rewrite import How, NotPossibleError, Reason
from bot.generation.editing import HOOKS, again, with_hooks
from bot.generation.editor import Editor, Job
from bot.generation.finish import Finisher, blocking
from bot.generation.pipeline import finished

_OVER = "length.limit"
_LOST: Mapping[str, Reason] = {
    _OVER: "over_limit",
    "relation.missing": "mark_lost",
    "relation.hidden": "mark_lost",
    "words.required": "words_lost",
}
"""Checks that a rewriting may not break, whatever was asked."""


async def rewrite(job: Job, writer: Editor, finisher: Finisher) -> Post:
    """The post as it was asked, with its claims and findings worked out anew.

    Raises NotPossibleError when it cannot be done or breaks a rule, ModelFailedError when no model answered.
    """
    if job.asked.how == "other_hook" and writer.by_model:
        return _sound(job, with_hook(job, finisher))  # nothing to ask a model: its openings stand side by side
    content = await writer.rewritten(job)
    post = await finished(job.order, writer, finisher, job.key_message, job.topic, job.channel, content)
    return _sound(job, post)


def _sound(job: Job, post: Post) -> Post:
    """The post, unless it lost what no rewriting may lose. Raises NotPossibleError."""
    before = Counter(finding.check for finding in blocking(job.post))
    for check, found in Counter(finding.check for finding in blocking(post)).items():
        if check in _LOST and (check == _OVER or found > before[check]):
            raise NotPossibleError(_LOST[check])
    if _seen(post) == _seen(job.post):
        raise NotPossibleError("unchanged")
    if job.asked.how == "weaker_claim" and _same(job.asked.what) in {_same(claim.text) for claim in post.claims}:
        raise NotPossibleError("claim_stays")
    return post


def _seen(post: Post) -> tuple[object, ...]:
    return post.text, post.parts, post.replies, post.alt_text, post.image_brief


def _same(sentence: str) -> str:
    return " ".join(sentence.split()).casefold()


def with_hook(job: Job, finisher: Finisher) -> Post:
    """The post with another of its openings in front; nothing else changes. Raises NotPossibleError."""
    hooks = list(job.post.parts.get(HOOKS, ()))
    if len(hooks) < 2:
        raise NotPossibleError("no_hooks")
    if job.asked.what not in hooks[1:]:
        raise NotPossibleError("unknown_hook")
    mark = finisher.mark(job.order, hooks[0])
    others = [hook for hook in hooks[1:] if hook != job.asked.what]
    chosen = [mark + job.asked.what, hooks[0].removeprefix(mark), *others]
    text, parts = with_hooks(job.channel, job.post, chosen)
    return again(job.order, job.topic, job.channel, job.post, text, parts, finisher)


def ways(post: Post, by_model: bool) -> tuple[How, ...]:
    """What can be asked of this post: what a card shows as buttons."""
    own = post.variation is not None
    able: dict[How, bool] = {
        "shorter": by_model or own,
        "longer": by_model or own,
        "other_hook": (by_model or own) and len(post.parts.get(HOOKS, ())) > 1,
        "other_tone": by_model or own,
        "weaker_claim": (by_model or own) and bool(post.claims),
        "translate": by_model,
        "instruct": by_model,
        "mend": (by_model or own) and bool(post.findings),
    }
    return tuple(how for how, can in able.items() if can)
