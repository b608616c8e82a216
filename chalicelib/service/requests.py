"""Answering requests: who asks, whether they asked before, what the rules make of it."""

import random
import re
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from contextvars import copy_context
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from threading import Lock
from typing import Any, TypeVar
from zlib import crc32

import msgspec
from msgspec.structs import replace

from chalicelib.core import forms
from chalicelib.core.act import Act
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Form
from chalicelib.core.history import Entered, Stamp, enter
from chalicelib.core.people import Person
from chalicelib.core.ports import (
    Answer,
    Conflict,
    Key,
    Loaded,
    NewReplay,
    Replay,
    Store,
    Unavailable,
)
from chalicelib.core.record import Frozen, Record
from chalicelib.core.site import Site
from chalicelib.service.operations import (
    Call,
    Command,
    Document,
    ListOf,
    Operation,
    Read,
    Run,
    Trial,
)
from chalicelib.service.searching import Search, found

TRIES = 16
_TURNS = tuple(Lock() for _ in range(64))
"""Whose turn it is, by site."""
_HANDS = ThreadPoolExecutor(16, "hurried")
"""They ask the store for who cannot wait for it to give up by itself."""
_LARGEST_BODY = 64 * 1024
_KEY = re.compile(r"[\x21-\x7e]{1,128}")
_ETAG = re.compile(r'(?:W/)?"([0-9]{1,9})"')


T = TypeVar("T")


def pause(attempt: int) -> None:
    """Wait a random while, longer each time, so that those who collided do not collide again."""
    time.sleep(random.uniform(0, min(0.4, 0.004 * 2**attempt)))  # noqa: S311  no secret


@dataclass(frozen=True, kw_only=True)
class Service:
    """The services' hands: the store, the clock, and where new ids come from."""

    store: Store
    clock: Callable[[], datetime]
    fresh_id: Callable[[datetime], str]
    pause: Callable[[int], None] = pause
    patience: float = 0.8
    """Seconds that the store has where there is an answer without it."""

    def read(self, op: Read, call: Call) -> Answer:
        """Show what there is."""
        query, refusal = _tried(op, lambda: forms.parse_query(op.query, call.query))
        loaded = self._load(op, call, op.needs(call, query) if query else ())
        act = self._act(op, call, loaded)
        if refusal:
            raise refusal
        shown = op.show(loaded, query, act, call)
        headers = {"ETag": _etag(op.version(shown))} if op.version else {}
        return _answer(200, shown, headers)

    def list_of(self, op: ListOf, call: Call) -> Answer:
        """Show a page: the listing first, then the records that it names and the asker."""
        query, refusal = _tried(op, lambda: forms.parse_query(op.query, call.query))
        if refusal:
            self._act(op, call, self._load(op, call, ()))
            raise refusal
        listing = op.listing(call, query)
        if isinstance(listing, Search):
            page = found(self.store, listing)
        else:
            page = self.store.page(listing)
        keys = [op.record(item, call) for item in page.items] if op.record else []
        keys += op.needs(call, query)
        loaded = self._load(op, call, keys)
        act = self._act(op, call, loaded)
        keys += op.also(loaded, call)
        read = (loaded.record(*key) for key in keys)
        records = [*page.records, *(each for each in read if each is not None)]
        return _answer(200, op.show(page, records, query, act, call))

    def trial(self, op: Trial, call: Call) -> Answer:
        """Show what would come of a form."""
        form, refusal = _tried(op, lambda: _form(op, call))
        loaded = self._load(op, call, op.needs(call, form) if form else ())
        act = self._act(op, call, loaded)
        if refusal:
            raise refusal
        return _answer(200, op.show(loaded, form, act, call))

    def command(self, op: Command, call: Call) -> Answer:
        """Decide and commit, or answer as before if it was asked before.

        What may issue a form of a site is done one after the other in a process of many threads:
        its numbers have no gap, so side by side all but one would only have to begin again. So it
        is with whatever else all of them want at once.
        """
        turns = op.counts or op.contended
        with _TURNS[crc32(call.site.encode()) % len(_TURNS)] if turns else nullcontext():
            return self._command(op, call)

    def _command(self, op: Command, call: Call) -> Answer:
        key = _replay_key(op, call) if op.keyed else None
        print_ = _fingerprint(op, call)
        form, refusal = _tried(op, lambda: _form(op, call))
        needs = [*_subject(op, call), *op.around(call)]
        needs += op.needs(call, form) if form or not op.form else ()
        shown: Frozen | None = None
        hurried = self._unrecorded(op, form, shown, call) is not None
        until = time.monotonic() + self.patience if hurried else None
        for attempt in range(TRIES):
            try:
                loaded = _within(until, self._load, op, call, needs, counts=op.counts, replay=key)
            except Unavailable:
                answer = self._unrecorded(op, form, shown, call)
                if answer is None:
                    raise
                return answer
            act = self._act(op, call, loaded)
            if loaded.replay:
                return _again(loaded.replay, print_)
            op.within(loaded, act, call)
            before = _present(op, call, loaded, act)
            if refusal:
                raise refusal
            change = op.decide(loaded, form, act, call)
            clause = op.under(before or change.after) if op.under else op.clause
            entered = enter(change, _stamp(op, clause, call, form, act))
            record = entered[0].record
            shown = op.show(record, _under_new_terms(act, entered), call)
            answer = _changed(op, call, record, shown, made=before is None)
            replay = None
            if key and not change.refusal:
                replay = NewReplay(key=key, fingerprint=print_, answer=answer, now=act.now)
            try:
                _within(until, self.store.commit, entered, replay)
            except Conflict as conflict:
                if conflict.holds and "record" not in conflict.what:
                    return self._held(conflict, call, key, print_, act)
            except Unavailable:
                unrecorded = self._unrecorded(op, form, shown, call) if attempt else None
                if unrecorded:
                    return unrecorded
                if attempt == TRIES - 1:
                    raise
            else:
                if change.refusal:
                    raise change.refusal
                return answer
            self.pause(attempt)
        raise Refusal("busy", "P-once")

    def _unrecorded(
        self, op: Command, form: Form | None, shown: Frozen | None, call: Call
    ) -> Answer | None:
        """What is answered while the store does not answer, if anything is."""
        said = op.unrecorded(form, shown, call, self.clock()) if op.unrecorded and form else None
        return _answer(200, said) if said else None

    def run(self, op: Run, call: Call) -> Answer:
        """Do it and remember the answer. What it does has each effect once by itself."""
        key, print_ = _replay_key(op, call), _fingerprint(op, call)
        form, refusal = _tried(op, lambda: _form(op, call))
        loaded = self._load(op, call, (), replay=key)
        act = self._act(op, call, loaded)
        if loaded.replay:
            return _again(loaded.replay, print_)
        if refusal:
            raise refusal
        answer = _answer(200, op.run(self, form, act, call))
        try:
            self.store.commit(
                (), NewReplay(key=key, fingerprint=print_, answer=answer, now=act.now)
            )
        except Conflict:
            first = self.store.load((), replay=key, now=act.now).replay
            return _again(first, print_) if first else answer
        return answer

    def _load(
        self,
        op: Operation,
        call: Call,
        keys: Iterable[Key],
        *,
        counts: tuple[str, ...] = (),
        replay: str | None = None,
    ) -> Loaded:
        """One read: the site, the asker with their roles, and everything the decision needs.

        To answer as before needs no more; what else a decision needs, a second read brings.
        """
        loaded = self.store.load(
            [Key(Site, call.site, call.site), Key(Person, call.site, call.person), *keys],
            counters=(call.site, counts),
            replay=replay,
            now=self.clock(),
        )
        if loaded.replay:
            return loaded
        terms = op.terms(loaded, call)
        more = [*op.also(loaded, call), *([terms] if terms else [])]
        loaded = loaded | self.store.load(more) if more else loaded
        rest = [*op.further(loaded, call)]
        return loaded | self.store.load(rest) if rest else loaded

    def _act(self, op: Operation, call: Call, loaded: Loaded) -> Act[Any]:
        """Who acts where. A site that one does not belong to is like one that does not exist."""
        site = loaded.record(Site, call.site, call.site)
        person = loaded.record(Person, call.site, call.person)
        if site is None or person is None or not person.active or not person.roles:
            raise Refusal("not_found", "P-who")
        now = self.clock()
        act: Act[Any] = Act(
            person=person,
            now=now,
            site=site,
            terms=op.settings(loaded, call),
            fresh_id=self.fresh_id(now),
            counters=loaded.counters,
        )
        if not act.ways(op.who, op.seats):
            raise Refusal("not_your_step", op.clause, roles=sorted(op.who))
        return act

    def _held(
        self, conflict: Conflict, call: Call, key: str | None, print_: str, act: Act[Any]
    ) -> Answer:
        """Somebody has what was wanted: this very request, its answer lost, or another."""
        first = self.store.load((), replay=key, now=act.now).replay
        if first:
            return _again(first, print_)
        hold = conflict.holds[0]
        holder = self.store.holder(call.site, hold)
        raise Refusal(hold.code, hold.clause, hold=hold.key, holder=holder)


def _within(until: float | None, work: Callable[..., T], *args: Any, **more: Any) -> T:
    """What the work brings. What is under way as the time is over goes on, unheard.

    Raises: Unavailable once the time is over; whatever the work raises.
    """
    if until is None:
        return work(*args, **more)
    underway = _HANDS.submit(copy_context().run, partial(work, *args, **more))
    try:
        return underway.result(max(0.0, until - time.monotonic()))
    except TimeoutError:
        raise Unavailable("too slow") from None


def _tried(op: Operation, parse: Callable[[], Form | None]) -> tuple[Any, Refusal | None]:
    """A form or what is wrong with it, under its clause: said only to who may fill it in."""
    try:
        return parse(), None
    except Refusal as wrong:
        clause = op.clause if wrong.faults else wrong.clause
        return None, Refusal(wrong.code, clause, faults=wrong.faults, **wrong.data)


def _form(op: Command | Run | Trial, call: Call) -> Form:
    query = forms.parse_query(op.query, call.query)
    if op.form is None:
        return query
    if len(call.body) > _LARGEST_BODY:
        raise Refusal("too_large", bytes=_LARGEST_BODY)
    return forms.parse(op.form, forms.decoded(call.body))


def _replay_key(op: Operation, call: Call) -> str:
    if call.key is None:
        raise Refusal("key_missing", "P-once")
    if not _KEY.fullmatch(call.key):
        raise Refusal("key_malformed", "P-once")
    route = sha256(f"{op.method} {op.path}#{call.key}".encode()).hexdigest()
    return f"{call.site}#{call.person}#{route}"


def _fingerprint(op: Operation, call: Call) -> str:
    """What the key was used for. The key itself, stored nowhere, salts what a body may hold."""
    named = msgspec.json.encode([call.key, op.name, sorted(call.params.items())])
    return sha256(named + b"\n" + call.body).hexdigest()


def _again(replay: Replay, fingerprint: str) -> Answer:
    if replay.fingerprint != fingerprint:
        raise Refusal("key_reused", "P-once")
    return replay.answer


def _subject(op: Command, call: Call) -> tuple[Key, ...]:
    return (op.subject(call),) if op.subject else ()


def _present(op: Command, call: Call, loaded: Loaded, act: Act[Any]) -> Record | None:
    """The record to change, if this person may know of it and has seen its present state."""
    if op.subject is None:
        return None
    record = loaded.record(*op.subject(call))
    if record is None and op.unset:
        record = op.unset(call)
    if record is None or (op.sees and not op.sees(act, record)):
        raise Refusal("not_found", "P-who")
    if call.if_match is None:
        raise Refusal("version_missing", "P-together")
    seen = _ETAG.fullmatch(call.if_match)
    if seen is None:
        raise Refusal("version_malformed", "P-together")
    if int(seen[1]) != record.version:
        raise Refusal(
            "stale", "P-together", version=record.version, present=op.show(record, act, call)
        )
    return record


def _under_new_terms(act: Act[Any], entered: Iterable[Entered]) -> Act[Any]:
    """The act under the settings that the change makes, if it makes any: they are in force then."""
    made = (each.record for each in entered if type(each.record) is type(act.terms))
    return replace(act, terms=next(made, act.terms))


def _stamp(op: Command, clause: str, call: Call, form: Form | None, act: Act[Any]) -> Stamp:
    return Stamp(
        by=act.person.id,
        name=act.person.name,
        at=act.now,
        command=op.name,
        clause=clause,
        form=forms.kept(form) if form and op.form else {},
        correlation=call.correlation,
    )


def _answer(status: int, shown: Frozen, headers: dict[str, str] | None = None) -> Answer:
    headers = headers or {}
    if isinstance(shown, Document):
        if shown.name:
            headers = {**headers, "Content-Disposition": f'attachment; filename="{shown.name}"'}
        headers = {"Content-Type": shown.media_type, **headers}
        return Answer(status=status, headers=headers, body=shown.text.encode())
    headers = {"Content-Type": "application/json", **headers}
    return Answer(status=status, headers=headers, body=msgspec.json.encode(shown))


def _changed(op: Command, call: Call, record: Record, shown: Frozen, *, made: bool) -> Answer:
    if not op.keyed:
        return _answer(200, shown)
    headers = {"ETag": _etag(record.version)}
    if made:
        headers["Location"] = f"{op.path.format_map(call.params)}/{record.id}"
    return _answer(201 if made else 200, shown, headers)


def _etag(version: int) -> str:
    return f'"{version}"'
