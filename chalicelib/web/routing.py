"""Serving operations: a route is parse, one call, shape. Whatever goes wrong is answered here."""

import logging
import re
import time
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from chalice.app import Blueprint, Request, Response

from chalicelib import watch
from chalicelib.core.errors import Refusal
from chalicelib.core.means import Means
from chalicelib.core.ports import Answer, Carrier, ObjectStore, Unavailable, Vault
from chalicelib.core.words import Language, choose
from chalicelib.service.operations import Call, Command, ListOf, Operation, Read, Run
from chalicelib.service.requests import Service
from chalicelib.store.meter import metered
from chalicelib.store.whole import WholeStore
from chalicelib.web.problems import problem
from chalicelib.web.tokens import Verifier

log = logging.getLogger(__name__)

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
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

    Raises: ValueError for an operation without a permission.
    """
    served = tuple(replace(op, part=part) for op in operations)
    for op in served:
        if not op.who:
            raise ValueError(f"{op.name} declares no permission")
        view = _view(blueprint, op, house)
        # An empty list: the content type is checked here, so that its refusal has words too.
        blueprint.route(op.path, methods=[op.method], content_types=[])(view)
    return served


def _view(
    blueprint: Blueprint, op: Operation, house: Callable[[], House]
) -> Callable[..., Response]:
    def view(**params: str) -> Response:
        about: dict[str, str] = {}
        return respond(
            blueprint.current_request,
            op.name,
            lambda language, correlation: _served(
                blueprint.current_request, op, house(), params, language, correlation, about
            ),
            about,
        )

    view.__name__ = op.name.replace("-", "_")
    return view


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
    """The answer's headers, with those that every answer has."""
    return {
        **answer.headers,
        "Content-Language": str(language),
        "Vary": "Accept-Language",
        "X-Correlation-Id": correlation,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
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
    if not all(map(_NAME.fullmatch, (person, *params.values()))):
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
