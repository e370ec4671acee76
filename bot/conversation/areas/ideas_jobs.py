"""What a job that writes shows while it works and when it ends, and the buttons that stop it or run it again."""

from __future__ import annotations

from bot.conversation import general
from bot.conversation.areas.ideas_buttons import ByRules, RunAgain, StopJob
from bot.conversation.effects import Draft, Screen, Typing
from bot.conversation.events import Report
from bot.conversation.screens import ideas as screens
from bot.conversation.screens.failing import BY_MODEL, NOT_AGAIN, refusal, why
from bot.conversation.spans import bold, screen
from bot.conversation.turn import Turn
from bot.domain.pack import KeyMessage, Post
from bot.domain.progress import KeyMessageReady, Note, PostReady, TopicsSoFar
from bot.domain.records import Job
from bot.domain.rewrite import Reason
from bot.jobs.port import Cancelled, Failed, Finished, Happened, Started, Went
from bot.services.making.orders import (
    IdeasMade,
    IdeasOrder,
    MessageMade,
    MessageOrder,
    Missed,
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
            stopped = _ended(turn, f"ideas-stopped-{job.kind}")
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

    def shown(front: str) -> Screen:
        replies = front not in turn.desk.no_replies
        told = (turn.texts, here.workspace, here.brand, pack, topic, message)
        return screens.key_message(*told, replies=replies)

    name = f"{here.workspace}/message:{pack}"
    await turn.refresh(name, lambda copy: shown(copy.front))
    turn.say(shown(turn.envelope.chat.front), card=name)


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
    """Runs a job once more, from where it stopped; one that ended with something missing, for the rest."""
    job = await _own(turn, chosen.job)
    if job is None:
        return
    if job.kind != "topics" and job.state == "done":
        await turn.start(job.kind, ordered(job, ORDERS[job.kind]))
    elif not await turn.again(job):
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
    match job.kind:
        case "topics" | "more":
            await _topics_done(turn, job, IdeasMade.model_validate_json(result))
        case "message":
            made = MessageMade.model_validate_json(result)
            if made.refused is not None:
                await _refused(turn, job, made.refused)
            else:
                await _message_done(turn, job, made.pack)
        case _:
            await _posts_done(turn, job, PostsMade.model_validate_json(result))


async def _message_done(turn: Turn, job: Job, pack: int) -> None:
    message = (await turn.work.within(turn.here.workspace).packs.get(pack)).key_message
    if message is not None:
        await show_message(turn, pack, message)
    await turn.refresh(_job_card(turn, job), _ended(turn, "ideas-done-message"))


async def _topics_done(turn: Turn, job: Job, made: IdeasMade) -> None:
    here = turn.here
    if made.refused is not None:
        await _refused(turn, job, made.refused)
        return
    pack = await turn.work.within(here.workspace).packs.get(made.pack)
    await turn.refresh(_job_card(turn, job), _ended(turn, "ideas-done-topics", count=made.count))
    turn.say(screens.ideas(turn.texts, here.workspace, here.brand, pack, made), card=_ideas_card(turn, job))


async def _posts_done(turn: Turn, job: Job, made: PostsMade) -> None:
    t, knowledge = turn.texts, turn.desk.knowledge

    def told(one: Missed) -> str:
        known = one.channel in knowledge.channel_keys
        name = knowledge.channel(one.channel).title(t.language) if known else one.channel
        return f"{name}: {why(t, one.reason)}"

    reasons = {one.reason for one in made.missed}
    done = screens.posts_done(
        t,
        turn.here.workspace,
        turn.here.brand,
        job.id,
        made,
        [told(one) for one in made.missed],
        again=not reasons <= NOT_AGAIN,
        by_rules=bool(reasons & BY_MODEL) and await _by_model(turn, job),
    )
    await turn.refresh(_job_card(turn, job), _ended(turn, "ideas-see-below") if made.missed else done)
    if made.missed or made.left or not made.written:
        turn.say(done)  # less came than was asked for: that should not stand above what did


async def _failed(turn: Turn, job: Job, reason: str) -> None:
    by_rules = reason in BY_MODEL and await _by_model(turn, job)
    await _came_to_nothing(turn, job, why(turn.texts, reason), again=reason not in NOT_AGAIN, by_rules=by_rules)


async def _refused(turn: Turn, job: Job, reason: Reason) -> None:
    """A model may think of something the next time; the template writer would say the same again."""
    by_model = await _by_model(turn, job)
    words = refusal(turn.texts, reason)
    await _came_to_nothing(turn, job, words, again=by_model, by_rules=by_model, pack=_pack_of(job))


async def _came_to_nothing(
    turn: Turn, job: Job, words: str, *, again: bool, by_rules: bool, pack: int = 0
) -> None:
    here = turn.here
    shown = screens.failed(
        turn.texts, here.workspace, here.brand, job.id, job.kind, words, again=again, by_rules=by_rules, pack=pack
    )
    await turn.refresh(_job_card(turn, job), _ended(turn, "ideas-see-below"))
    turn.say(shown)


async def _by_model(turn: Turn, job: Job) -> bool:
    """Whether a model did this job."""
    record = await turn.work.workspaces.get(turn.here.workspace)
    order = ordered(job, ORDERS[job.kind])
    return turn.desk.model is not None and record.models and not order.by_rules


def _ended(turn: Turn, key: str, **values: int) -> Screen:
    return screens.ended(turn.texts, turn.here.brand, key, **values)


def _pack_of(job: Job) -> int:
    return int(getattr(ordered(job, ORDERS[job.kind]), "pack", 0))


def _job_card(turn: Turn, job: Job) -> str:
    return f"{turn.here.workspace}/job:{job.id}"


def _ideas_card(turn: Turn, job: Job) -> str:
    """The name of the growing text is that of the card which takes its place."""
    return f"{turn.here.workspace}/ideas:{job.id}"
