"""What a process measures, for Prometheus: a registry of its own, and what goes into it.

No label can take values without end, and none tells a team or a person: a value that a label has no room for, or
that is no plain word, is counted as `other`.
"""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from bot.domain.pack import Finding, Usage

if TYPE_CHECKING:
    from prometheus_client.registry import Collector

OTHER = "other"
VALUES = 100
"""Values that one label has room for: more than there are kinds of anything here."""
BEGUN = 10_000
"""Jobs whose start is remembered; the oldest goes first."""
QUICK = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
SLOW = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 40, 80, 160, 320, 640)
"""Seconds of histograms: for answers, and for what waits for a model."""
_PLAIN = re.compile(r"[A-Za-z0-9_.:/-]{1,60}")


class Words:
    """The values of one label."""

    def __init__(self, most: int = VALUES) -> None:
        self._most = most
        self._known: set[str] = set()

    def __call__(self, value: str) -> str:
        """The value, or `other`."""
        if value not in self._known:
            if len(self._known) >= self._most or not _PLAIN.fullmatch(value):
                return OTHER
            self._known.add(value)
        return value


class Measures:
    """Counts and times of this process. `clock` gives seconds."""

    def __init__(self, version: str, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._begun: OrderedDict[int, float] = OrderedDict()
        self._words: Mapping[str, Words] = {
            name: Words() for name in ("update", "job", "reason", "task", "model", "check", "method")
        }
        self._registry = registry = CollectorRegistry()
        Info("kernbot", "The program.", registry=registry).info({"version": version})
        ProcessCollector(registry=registry)
        self._updates = Counter(
            "kernbot_updates",
            "Events that came in. outcome: answered, nothing (seen before, or nothing to say), failed.",
            ("kind", "outcome"),
            registry=registry,
        )
        self._update_seconds = Histogram(
            "kernbot_update_seconds",
            "From an event to its answer being stored; sending is not in it.",
            ("kind",),
            buckets=QUICK,
            registry=registry,
        )
        self._jobs = Counter(
            "kernbot_jobs_ended",
            "Jobs that ended here. outcome: done, cancelled, or why not.",
            ("kind", "outcome"),
            registry=registry,
        )
        self._job_seconds = Histogram(
            "kernbot_job_seconds",
            "From the start of a job in this process to its end.",
            ("kind",),
            buckets=SLOW,
            registry=registry,
        )
        self._about_models()
        self._about_the_rest()

    def _about_models(self) -> None:
        """What they were asked, and what that took."""
        registry = self._registry
        self._calls = Counter(
            "kernbot_model_calls",
            "Calls that a model was paid for, or that failed. outcome: done, or the kind of error.",
            ("task", "model", "outcome"),
            registry=registry,
        )
        self._call_seconds = Histogram(
            "kernbot_model_call_seconds",
            "From asking a model to its whole answer, waiting and trying again included.",
            ("task",),
            buckets=SLOW,
            registry=registry,
        )
        self._tokens = Counter(
            "kernbot_model_tokens",
            "Tokens. direction: prompt (cached ones among them), cached, completion.",
            ("task", "direction"),
            registry=registry,
        )
        self._cost = Counter(
            "kernbot_model_cost", "Money, in the currency of the settings.", ("task",), registry=registry
        )

    def _about_the_rest(self) -> None:
        """Checks, Telegram, and the process itself."""
        registry = self._registry
        self._findings = Counter(
            "kernbot_findings", "What checks found, each time they ran.", ("check", "severity"), registry=registry
        )
        self._telegram = Counter(
            "kernbot_telegram_calls",
            "Calls to Telegram. status: of HTTP (429: too fast), or none when no answer came.",
            ("method", "status"),
            registry=registry,
        )
        self._lag = Gauge(
            "kernbot_loop_lag_seconds",
            "The longest that the event loop was held up in the last minute.",
            registry=registry,
        )

    def add(self, collector: Collector) -> None:
        """Has a collector of the library asked at every scrape."""
        self._registry.register(collector)

    def text(self) -> tuple[bytes, str]:
        """Everything in the form that Prometheus reads, and what that form is called."""
        return generate_latest(self._registry), CONTENT_TYPE_LATEST

    @contextmanager
    def update(self, kind: str) -> Iterator[Callable[[str], None]]:
        """Times an event; the block says what came of it. One that ends with an error has `failed`."""
        kind = self._words["update"](kind)
        outcome = "failed"

        def became(what: str) -> None:
            nonlocal outcome
            outcome = what

        began = self._clock()
        try:
            yield became
        finally:
            self._update_seconds.labels(kind).observe(self._clock() - began)
            self._updates.labels(kind, outcome).inc()

    def job_began(self, number: int) -> None:
        """A job runs in this process."""
        self._begun[number] = self._clock()
        if len(self._begun) > BEGUN:
            self._begun.popitem(last=False)

    def job_ended(self, number: int, kind: str, outcome: str) -> None:
        """A job ended; how long it ran is known where it began here."""
        kind = self._words["job"](kind)
        began = self._begun.pop(number, None)
        if began is not None:
            self._job_seconds.labels(kind).observe(self._clock() - began)
        self._jobs.labels(kind, self._words["reason"](outcome)).inc()

    @contextmanager
    def call(self, task: str) -> Iterator[Callable[[str, Usage | None, str], None]]:
        """Times a call; the block says which model answered, what it took, and the outcome. A block that says
        nothing was cancelled."""
        task = self._words["task"](task)
        said: tuple[str, Usage | None, str] = ("", None, "cancelled")

        def became(model: str, usage: Usage | None, outcome: str) -> None:
            nonlocal said
            said = (model, usage, outcome)

        began = self._clock()
        try:
            yield became
        finally:
            model, usage, outcome = said
            self._call_seconds.labels(task).observe(self._clock() - began)
            self._calls.labels(
                task, self._words["model"](model) if model else "", self._words["reason"](outcome)
            ).inc()
            self._take(task, usage or Usage())

    def _take(self, task: str, usage: Usage) -> None:
        for direction, count in (
            ("prompt", usage.prompt_tokens),
            ("cached", usage.cached_tokens),
            ("completion", usage.completion_tokens),
        ):
            self._tokens.labels(task, direction).inc(max(0, count))
        self._cost.labels(task).inc(max(0.0, usage.cost or 0.0))

    def found(self, findings: tuple[Finding, ...]) -> None:
        """Checks ran."""
        for finding in findings:
            self._findings.labels(self._words["check"](finding.check), finding.severity).inc()

    def telegram(self, method: str, status: int | None) -> None:
        """A call was made to Telegram."""
        self._telegram.labels(self._words["method"](method), "none" if status is None else str(status)).inc()

    def lag(self, seconds: float) -> None:
        """The longest that the loop was held up lately."""
        self._lag.set(seconds)
