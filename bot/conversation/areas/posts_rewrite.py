"""A post once more by a writer, as a job. What was there stays until something better is stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from bot.conversation import general
from bot.conversation.areas import posts_buttons as buttons
from bot.conversation.areas.posts_asking import ask_first, keep, settled
from bot.conversation.areas.posts_cards import held, name, refresh, send, view
from bot.conversation.areas.posts_change import HOOKS
from bot.conversation.areas.review_telling import tell_reopened
from bot.conversation.effects import Edit, Typing
from bot.conversation.events import Report
from bot.conversation.flow import Flow
from bot.conversation.screens import posts as screens
from bot.conversation.screens.failing import BY_MODEL, NOT_AGAIN, refusal, why
from bot.conversation.spans import bold, screen, tap
from bot.conversation.turn import Rule, Run, Turn, asked
from bot.domain.records import Job
from bot.domain.rewrite import HOWS, How, NotPossibleError
from bot.jobs.port import Cancelled, Failed, Finished, Happened, Started
from bot.services import posts
from bot.services.posts import Held

WISH = 1000
CHOSEN: tuple[How, ...] = ("other_hook", "weaker_claim")
"""Ways in which somebody says first which opening or claim is meant."""
FAILED = {
    "interrupted": "posts-rewrite-interrupted",
    "ConflictError": "posts-rewrite-late",
    "NotFoundError": "posts-rewrite-gone",
    "QuotaError": "posts-rewrite-quota",
    "RefusedError": "posts-rewrite-refused",
    "ModelFailedError": "posts-rewrite-model",
    "EndpointFailedError": "posts-rewrite-model",
}
"""What is said of a job that failed, by its reason."""


class Wish(Flow):
    """Waits for what a writer should do with a post."""

    kind: ClassVar[str] = "p.wish"
    workspace: int
    post: int
    version: int
    sure: bool = False
    """Whether a new version is wanted also if this one is up for review or approved."""


async def ask(turn: Turn, given: buttons.Ask) -> None:
    """Starts a rewriting, or asks first what is meant."""
    one = await held(turn, given.workspace, given.post, given.version, "make")
    how = next((how for how in HOWS if how == given.how), None)
    if how is None:
        general.unknown(turn)
    elif how == "other_hook":
        await _choose(turn, one, "posts-ask-hook", _hooks(one, given))
    elif how == "weaker_claim":
        await _choose(turn, one, "posts-ask-claim", _weakable(one, given))
    elif how == "instruct":
        _able(turn, one, how)
        await (ask_first(turn, one, how) if settled(one) else wait_wish(turn, one))
    elif settled(one):
        _able(turn, one, how)
        await ask_first(turn, one, how)
    else:
        await rewrite(turn, one, how)


async def wait_wish(turn: Turn, one: Held, *, sure: bool = False) -> None:
    """Waits for what a writer should do; `sure`: after the question whether there should be a new version."""
    turn.wait(Wish(workspace=one.record.id, post=one.post.id, version=one.version.number, sure=sure))
    (turn.show if sure else turn.say)(screens.asking(turn.texts, await view(turn, one), "posts-ask-wish"))


async def hook(turn: Turn, given: buttons.Hook) -> None:
    """With this opening."""
    await _choice(turn, given, "other_hook")


async def weaken(turn: Turn, given: buttons.Weaken) -> None:
    """This claim, more carefully."""
    await _choice(turn, given, "weaker_claim")


async def _choice(turn: Turn, given: buttons.Hook | buttons.Weaken, how: How) -> None:
    one = await held(turn, given.workspace, given.post, given.version, "make")
    if settled(one):
        _able(turn, one, how)
        await ask_first(turn, one, f"{how}.{given.place}")
    else:
        await chosen(turn, one, how, given.place)


async def chosen(turn: Turn, one: Held, how: How, place: int) -> None:
    """With the opening or the claim at this place, from 0. Raises NotPossibleError, also for another `how`."""
    content = one.version.content
    if how == "weaker_claim":
        if place >= len(content.claims):
            raise NotPossibleError("unknown_claim")
        await rewrite(turn, one, how, content.claims[place].text)
        return
    hooks = content.parts.get(HOOKS, ())
    if how != "other_hook" or not 0 < place < len(hooks):
        raise NotPossibleError("unknown_hook")
    await rewrite(turn, one, how, str(hooks[place]))


async def wished(turn: Turn, _: object) -> None:
    """What a writer should do, in the person's words."""
    flow = turn.flow
    if not isinstance(flow, Wish):
        return
    wish = general.typed(turn, most=WISH)
    one = await held(turn, flow.workspace, flow.post, flow.version, "make")
    if settled(one) and not flow.sure:
        await keep(turn, one, wish, wish=True)
        return
    await rewrite(turn, one, "instruct", wish)
    turn.done()


async def rewrite(turn: Turn, one: Held, how: How, what: str = "") -> None:
    """Takes a rewriting on. Raises NotPossibleError and LimitReachedError."""
    _able(turn, one, how)
    order = posts.Rewrite(post=one.post.id, version=one.version.number, how=how, what=what)
    await turn.start(posts.REWRITE, order, name(one.record.id, one.post.id))
    general.brief(turn, turn.texts("posts-rewriting"))


async def retry(turn: Turn, given: buttons.Retry) -> None:
    """Runs a rewriting that stopped or came to nothing once more, for whoever asked for it."""
    job = await _own(turn, given)
    if job is None or not (await turn.again(job) or await _anew(turn, job)):
        general.unknown(turn)
    else:
        turn.answer(turn.texts("posts-rewriting"))


async def by_rules(turn: Turn, given: buttons.ByRules) -> None:
    """The same rewriting by the template writer."""
    job = await _own(turn, given)
    if job is None or not await _anew(turn, job, by_rules=True):
        general.unknown(turn)
    else:
        turn.answer(turn.texts("posts-rewriting"))


async def _own(turn: Turn, given: buttons.Retry | buttons.ByRules) -> Job | None:
    found = await turn.work.within(given.workspace).jobs.get(given.job)
    return found if found.person == turn.person.id and found.kind == posts.REWRITE else None


async def _anew(turn: Turn, job: Job, *, by_rules: bool = False) -> bool:
    """The same rewriting as another job; False once the post has a later version, from this one or somebody."""
    wanted = _wanted(job)
    post = await turn.work.within(turn.here.workspace).posts.get(wanted.post)
    if post.version != wanted.version:
        return False
    order = wanted.model_copy(update={"by_rules": by_rules or wanted.by_rules})
    await turn.start(posts.REWRITE, order, asked(job)[0].card)
    return True


def _wanted(job: Job) -> posts.Rewrite:
    return posts.Rewrite.model_validate_json(asked(job)[1])


async def told(turn: Turn, happened: Happened) -> None:
    """What became of a rewriting."""
    job = turn.event.job if isinstance(turn.event, Report) else None
    if job is None:
        return
    wanted = _wanted(job)
    if isinstance(happened, Started):
        turn.effects.append(Typing(turn.envelope.chat))
    elif isinstance(happened, Finished):
        await _finished(turn, job.id, wanted, posts.Rewritten.model_validate_json(happened.result))
    elif isinstance(happened, Failed):
        await _failed(turn, job.id, wanted, happened.reason)
    elif isinstance(happened, Cancelled):
        turn.say(screen(bold(turn.here.brand), turn.texts("posts-rewrite-stopped")))


async def _finished(turn: Turn, job: int, wanted: posts.Rewrite, result: posts.Rewritten) -> None:
    if result.refused is not None:
        reason, by_model = refusal(turn.texts, result.refused), await _by_model(turn, wanted)
        await _came_to_nothing(turn, job, wanted, reason, again=by_model, by_rules=by_model)
        return
    before = await posts.held(turn.work, turn.here.workspace, wanted.post, wanted.version)
    await tell_reopened(turn, before)
    await refresh(turn, result.post)
    chat = turn.envelope.chat.id
    here = any(isinstance(effect, Edit) and effect.message.chat == chat for effect in turn.effects)
    if wanted.how == "instruct" or not here:  # whoever typed looks at the end of the chat, not at the card
        await send(turn, result.post)


async def _failed(turn: Turn, job: int, wanted: posts.Rewrite, reason: str) -> None:
    t = turn.texts
    said = t(FAILED[reason]) if reason in FAILED else f"{t('posts-rewrite-failed')} {why(t, reason)}"
    by_rules = reason in BY_MODEL and await _by_model(turn, wanted)
    await _came_to_nothing(turn, job, wanted, said, again=reason not in NOT_AGAIN, by_rules=by_rules)


async def _came_to_nothing(
    turn: Turn, job: int, wanted: posts.Rewrite, said: str, *, again: bool, by_rules: bool
) -> None:
    t, workspace = turn.texts, turn.here.workspace
    row = [tap(t("posts-retry"), buttons.Retry(workspace, job), "primary")] if again else []
    more = []
    if by_rules and wanted.how in await _rules_ways(turn, wanted):
        more = [tap(t("ideas-by-rules"), buttons.ByRules(workspace, job))]
    back = tap(t("posts-back"), buttons.Open(workspace, wanted.post))
    turn.say(screen(bold(turn.here.brand), said, t("posts-rewrite-kept"), rows=[[*row, back], more]))


async def _by_model(turn: Turn, wanted: posts.Rewrite) -> bool:
    record = await turn.work.workspaces.get(turn.here.workspace)
    return turn.desk.model is not None and record.models and not wanted.by_rules


async def _rules_ways(turn: Turn, wanted: posts.Rewrite) -> tuple[How, ...]:
    """What the template writer can do with the post: it recomposes its own texts, never those of a model."""
    record = await turn.work.workspaces.get(turn.here.workspace)
    version = await turn.work.within(record.id).posts.version(wanted.post)
    return turn.desk.writing(record._replace(models=False)).ways(version.content)


def _able(turn: Turn, one: Held, how: How) -> None:
    content = one.version.content
    if how not in turn.desk.writing(one.record).ways(content):
        raise NotPossibleError("needs_model" if content.variation is not None else "edited")


async def _choose(turn: Turn, one: Held, key: str, several: list[tuple[str, Any]]) -> None:
    how: How = "other_hook" if key == "posts-ask-hook" else "weaker_claim"
    _able(turn, one, how)
    if not several:
        raise NotPossibleError("no_hooks" if how == "other_hook" else "unknown_claim")
    turn.show(screens.options(turn.texts, await view(turn, one), key, several))


def _hooks(one: Held, given: buttons.Ask) -> list[tuple[str, Any]]:
    hooks = list(one.version.content.parts.get(HOOKS, ()))
    at = (given.workspace, given.post, given.version)
    return [(str(text), buttons.Hook(*at, place)) for place, text in enumerate(hooks)][1:4]


def _weakable(one: Held, given: buttons.Ask) -> list[tuple[str, Any]]:
    at = (given.workspace, given.post, given.version)
    claims = enumerate(one.version.content.claims)
    return [(claim.text, buttons.Weaken(*at, place)) for place, claim in claims if claim.kind != "opinion"][:12]


TAPS: Mapping[type[Any], Rule] = {
    buttons.Ask: Rule(ask, "make"),
    buttons.Hook: Rule(hook, "make"),
    buttons.Weaken: Rule(weaken, "make"),
    buttons.Retry: Rule(retry, "make"),
    buttons.ByRules: Rule(by_rules, "make"),
}
STEPS: Mapping[type[Flow], Rule] = {Wish: Rule(wished)}
REPORTS: Mapping[str, Run] = {posts.REWRITE: told}
