"""What a job that writes shows while it works and when it ends, and the buttons that stop it or run it again."""

from __future__ import annotations

from bot.conversation import general
from bot.conversation.areas.ideas_buttons import ByRules, RunAgain, StopJob
from bot.conversation.effects import Draft, Typing
from bot.conversation.events import Report
from bot.conversation.screens import ideas as screens
from bot.conversation.spans import bold, screen
from bot.conversation.turn import Turn
from bot.domain.pack import KeyMessage, Post
from bot.domain.progress import KeyMessageReady, Note, PostReady, TopicsSoFar
from bot.domain.records import Job
from bot.jobs.port import Cancelled, Failed, Finished, Happened, Started, Went
from bot.services.making import (
    IdeasMade,
    IdeasOrder,
    MessageOrder,
    MoreOrder,
    Order,
    PostsMade,
    PostsOrder,
    ordered,
)

ORDERS: dict[str, type[Order]] = {
    "topics": IdeasOrder,
    "more": MoreOrder,
    "message": MessageOrder,
    "posts": PostsOrder,
}
_NOT_AGAIN = frozenset({"NotPossibleError", "NotFoundError", "BadInputError"})
"""Reasons that stay the same however often it is tried."""


async def told(turn: Turn, happened: Happened) -> None:
    """Shows what a job has to say."""
    if not isinstance(turn.event, Report):
        return
    job, here = turn.event.job, turn.here
    match happened:
        case Started():
            working = screens.working(turn.texts, here.workspace, here.brand, job.id, job.kind)
            turn.say(working, card=_job_card(turn, job))
            turn.effects.append(Typing(turn.envelope.chat))
        case Went(TopicsSoFar(topics)):
            growing = screens.growing(turn.texts, here.brand, topics)
            turn.effects.append(Draft(turn.envelope.chat, _ideas_card(turn, job), growing))
        case Went(KeyMessageReady(message)):
            await show_message(turn, _pack_of(job), message)
        case Went(PostReady(post)):
            await _show_post(turn, job, post)
        case Went(Note(text)):
            turn.say(screen(bold(here.brand), text))
        case Finished(result):
            await _finished(turn, job, result)
        case Failed(reason, _):
            await _failed(turn, job, reason)
        case Cancelled():
            stopped = screens.ended(turn.texts, here.brand, f"ideas-stopped-{job.kind}")
            await turn.refresh(_job_card(turn, job), stopped)
            turn.say(stopped)
        case _:
            return


async def show_message(turn: Turn, pack: int, message: KeyMessage) -> None:
    """The key message on its own card, and every earlier copy of it brought up to date."""
    here = turn.here
    scope = turn.work.within(here.workspace)
    posts = await scope.posts.of_pack(pack)
    topics = (await scope.packs.get(pack)).topics
    topic = posts[-1].topic if posts else topics[0].id if topics else ""
    if isinstance(turn.event, Report):
        topic = getattr(ordered(turn.event.job, ORDERS[turn.event.job.kind]), "topic", topic)
    shown = screens.key_message(turn.texts, here.workspace, here.brand, pack, topic, message)
    name = f"{here.workspace}/message:{pack}"
    await turn.refresh(name, shown)
    turn.say(shown, card=name)


async def stop(turn: Turn, chosen: StopJob) -> None:
    """Stops a job of this person."""
    job = await _own(turn, chosen.job)
    if job is None:
        return
    if job.state not in ("waiting", "running"):
        turn.answer(turn.texts("ideas-ended-already"), alert=True)
    else:
        turn.stop(job)


async def again(turn: Turn, chosen: RunAgain) -> None:
    """Runs a job once more, from where it stopped."""
    job = await _own(turn, chosen.job)
    if job is not None and not await turn.again(job):
        turn.answer(turn.texts("ideas-ended-already"), alert=True)


async def by_rules(turn: Turn, chosen: ByRules) -> None:
    """The same order for the template writer."""
    job = await _own(turn, chosen.job)
    if job is not None:
        order = ordered(job, ORDERS[job.kind]).model_copy(update={"by_rules": True})
        await turn.start(job.kind, order)


async def _own(turn: Turn, job: int) -> Job | None:
    """A job of the person who taps: another's is answered as one that does not exist."""
    found = await turn.work.within(turn.here.workspace).jobs.get(job)
    if found.person == turn.person.id and found.kind in ORDERS:
        return found
    general.unknown(turn)
    return None


async def _show_post(turn: Turn, job: Job, post: Post) -> None:
    # Imported late: the area of posts imports this package as well.
    from bot.conversation.areas import posts

    kept = await turn.work.within(turn.here.workspace).posts.of_pack(_pack_of(job))
    found = [one.id for one in kept if (one.channel, one.topic) == (post.channel, post.topic)]
    if found:
        await posts.show(turn, found[-1])


async def _finished(turn: Turn, job: Job, result: str) -> None:
    here = turn.here
    if job.kind in ("topics", "more"):
        made = IdeasMade.model_validate_json(result)
        pack = await turn.work.within(here.workspace).packs.get(made.pack)
        done = screens.ended(turn.texts, here.brand, "ideas-done-topics", count=made.count)
        await turn.refresh(_job_card(turn, job), done)
        shown = screens.ideas(turn.texts, here.workspace, here.brand, pack, made)
        turn.say(shown, card=_ideas_card(turn, job))
        return
    posts = PostsMade.model_validate_json(result)
    counts = {"count": len(posts.written), "left": len(posts.left)}
    key = "ideas-done-posts" if job.kind == "posts" else "ideas-done-message"
    done = screens.ended(turn.texts, here.brand, key, **(counts if job.kind == "posts" else {}))
    await turn.refresh(_job_card(turn, job), done)
    if job.kind == "posts" and (posts.left or not posts.written):
        turn.say(done)  # nothing else came, or less than was asked for: that should not stand above what did


async def _failed(turn: Turn, job: Job, reason: str) -> None:
    here = turn.here
    record = await turn.work.workspaces.get(here.workspace)
    order = ordered(job, ORDERS[job.kind])
    by_model = turn.desk.model is not None and record.models and not order.by_rules
    shown = screens.failed(
        turn.texts,
        here.workspace,
        here.brand,
        job.id,
        job.kind,
        reason=reason,
        again=reason not in _NOT_AGAIN,
        by_rules=by_model,
    )
    await turn.refresh(_job_card(turn, job), screens.ended(turn.texts, here.brand, "ideas-see-below"))
    turn.say(shown)


def _pack_of(job: Job) -> int:
    return int(getattr(ordered(job, ORDERS[job.kind]), "pack", 0))


def _job_card(turn: Turn, job: Job) -> str:
    return f"{turn.here.workspace}/job:{job.id}"


def _ideas_card(turn: Turn, job: Job) -> str:
    """The name of the growing text is that of the card which takes its place."""
    return f"{turn.here.workspace}/ideas:{job.id}"
