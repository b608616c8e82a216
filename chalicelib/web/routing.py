"""Serving operations: a route is parse, one call, shape. Whatever goes wrong is answered here."""

import logging
import re
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from chalice.app import Blueprint, Request, Response

from chalicelib import watch
from chalicelib.core.errors import Refusal
from chalicelib.core.means import Means
from chalicelib.core.ports import Answer, Carrier, ObjectStore, Unavailable, Vault
from chalicelib.core.words import Language, choose
from chalicelib.service.operations import Call, Command, ListOf, Operation, Read, Run, Trial
from chalicelib.service.requests import Service
from chalicelib.store.meter import metered
from chalicelib.store.whole import WholeStore
from chalicelib.web.problems import problem
from chalicelib.web.tokens import Verifier

log = logging.getLogger(__name__)

Steps = dict[tuple[str, str], Operation]
"""The operations of a route, by method and step."""
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
"""What a site, a person or a record is called by; whatever else is asked for is nowhere."""
_STEP = "step"
_CORRELATION = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_READ_BY_NAME = "P-private"
"""Who asks for what is private is named in the log too; of other requests only history tells."""


@dataclass(frozen=True, kw_only=True)
class House:
    """Everything that a request is answered with, or a scheduled function runs on."""

    service: Service
    verifier: Verifier
    vault: Vault
    objects: ObjectStore
    carriers: Mapping[Means, Carrier]
    """The means of telling that there are here."""
    whole: WholeStore
    """The same store, for who verifies all of it; no route does."""


def serve(
    blueprint: Blueprint, part: str, operations: Iterable[Operation], house: Callable[[], House]
) -> tuple[Operation, ...]:
    """Give every operation of a part of the API its route.

    What may be done with a record shares one route, `…/{record}/{step}`: API Gateway gives an API
    so many resources, and each step would take one.

    Raises: ValueError for an operation without a permission.
    """
    served = tuple(replace(op, part=part) for op in operations)
    for op in served:
        if not op.who:
            raise ValueError(f"{op.name} declares no permission")
    for path, steps in _routes(served).items():
        view = _view(blueprint, steps, house)
        view.__name__ = "_or_".join(op.name for op in steps.values()).replace("-", "_")
        methods = sorted({method for method, _ in steps})
        # An empty list: the content type is checked here, so that its refusal has words too.
        blueprint.route(path, methods=methods, content_types=[])(view)
    return served


def routes_of(paths: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The route that serves each path, and the step that the path is of it; "" where the path is a
    route of its own.
    """
    split = {path: path.rpartition("/") for path in paths}
    begun = {path[:end] for path in split for end, each in enumerate(path) if each == "/"}
    steps = {
        path: (record, step)
        for path, (record, _, step) in split.items()
        if path not in begun and _of_a_record(record) and not step.startswith("{")
    }
    beside = Counter(record for record, _ in steps.values())
    return {
        path: (f"{record}/{{{_STEP}}}", step) if beside[record] > 1 else (path, "")
        for path in split
        for record, step in (steps.get(path, ("", "")),)
    }


def _of_a_record(path: str) -> bool:
    """Whether it names a record of a site."""
    return path.endswith("}") and path.count("{") > 1


def _routes(served: tuple[Operation, ...]) -> dict[str, Steps]:
    shared = routes_of(op.path for op in served)
    routes: dict[str, Steps] = defaultdict(dict)
    for op in served:
        route, step = shared[op.path]
        routes[route][op.method, step] = op
    return routes


def _view(
    blueprint: Blueprint, steps: Steps, house: Callable[[], House]
) -> Callable[..., Response]:
    def view(**params: str) -> Response:
        request, step = blueprint.current_request, params.pop(_STEP, "")
        op = steps.get((request.method, step))
        about: dict[str, str] = {}

        def work(language: Language, correlation: str) -> Answer:
            if op is None:
                raise _nowhere(steps, step)
            return _served(request, op, house(), params, language, correlation, about)

        return respond(request, op.name if op else "nowhere", work, about)

    return view


def _nowhere(steps: Steps, step: str) -> Refusal:
    methods = sorted(method for method, each in steps if each == step)
    if not methods:
        return Refusal("not_found")
    return Refusal("method_not_allowed", allow=", ".join(methods))


def respond(
    request: Request,
    name: str,
    work: Callable[[Language, str], Answer],
    about: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    """Do the work, turn whatever stops it into a problem document, and log one line.

    `about` is what the line says besides; the work may fill it in. The line's numbers are the
    metrics of the API.
    """
    language = choose(request.headers.get("accept-language"))
    correlation = correlation_of(request.headers.get("x-correlation-id"))
    began = time.perf_counter()
    with metered() as meter:
        answer, why = _attempted(work, language, correlation)
    numbers = watch.measured(
        Requests=1,
        Refused=int(400 <= answer.status < 500),
        Failed=int(answer.status >= 500),
        Milliseconds=round((time.perf_counter() - began) * 1000, 3),
        Trips=meter.trips,
        ReadUnits=meter.read_units,
        WriteUnits=meter.write_units,
    )
    line = {"route": name, "status": answer.status, "correlation": correlation, **about, **why}
    log.info("request", extra={**line, **numbers})
    headers: dict[str, str | list[str]] = {**headed(answer, language, correlation)}
    return Response(body=answer.body.decode(), status_code=answer.status, headers=headers)


def _attempted(
    work: Callable[[Language, str], Answer], language: Language, correlation: str
) -> tuple[Answer, dict[str, str]]:
    """The answer, and where it is a refusal, its code and clause."""
    try:
        return work(language, correlation), {}
    except Refusal as stated:
        refusal = stated
    except Unavailable:
        log.warning("store unavailable", extra={"correlation": correlation}, exc_info=True)
        refusal = Refusal("unavailable")
    except Exception:
        log.exception("request failed", extra={"correlation": correlation})
        refusal = Refusal("internal")
    why = {"code": refusal.code, "clause": refusal.clause}
    return problem(refusal, language, correlation), why


def headed(answer: Answer, language: Language, correlation: str) -> dict[str, str]:
    """Every answer's headers, and the answer's own: only these say that it may be kept."""
    return {
        "Content-Language": str(language),
        "Vary": "Accept-Language",
        "X-Correlation-Id": correlation,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        **answer.headers,
    }


def _served(
    request: Request,
    op: Operation,
    house: House,
    params: dict[str, str],
    language: Language,
    correlation: str,
    about: dict[str, str],
) -> Answer:
    person = house.verifier.person(request.headers.get("authorization"))
    if not all(map(NAME.fullmatch, (person, *params.values()))):
        raise Refusal("not_found", "P-who")
    about["site"] = params["site"]
    if op.clause == _READ_BY_NAME:
        about["person"] = person
    call = Call(
        person=person,
        params=params,
        query=_query(request),
        body=_body(request, op),
        language=language,
        correlation=correlation,
        key=request.headers.get("idempotency-key"),
        if_match=request.headers.get("if-match"),
    )
    match op:
        case Read():
            return house.service.read(op, call)
        case ListOf():
            return house.service.list_of(op, call)
        case Command():
            return house.service.command(op, call)
        case Trial():
            return house.service.trial(op, call)
        case Run():
            return house.service.run(op, call)
    raise TypeError(f"{op.name} is no kind of operation that is served")


def correlation_of(given: str | None) -> str:
    """The caller's id for what hangs together, or one of ours."""
    return given if given and _CORRELATION.fullmatch(given) else str(uuid.uuid4())


def _query(request: Request) -> dict[str, list[str]]:
    given = request.query_params
    return {name: given.getlist(name) for name in given} if given else {}


def _body(request: Request, op: Operation) -> bytes:
    if op.method == "GET":
        return b""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise Refusal("unsupported_media")
    body = request.raw_body
    return body if isinstance(body, bytes) else body.encode()
