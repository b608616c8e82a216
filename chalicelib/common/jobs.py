"""Running a scheduled function by hand, for one site."""

from collections.abc import Callable
from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.forms import Form
from chalicelib.core.people import Role
from chalicelib.service import deadlines
from chalicelib.service.deadlines import Job, Report
from chalicelib.service.operations import Call, Run
from chalicelib.service.requests import Service


class RunJob(Form):
    """Run a job now, for this site."""


def run_job(
    name: str,
    clause: str,
    about: str,
    job: Callable[[Service], Job],
    who: frozenset[Role],
) -> Run:
    """Running a job by hand."""

    def run(service: Service, form: Any, act: Act[Any], call: Call) -> Report:
        return deadlines.run(service, job(service), act.now, call.correlation, site=act.site.id)

    return Run(
        name=f"job-{name}",
        about=f"{about} now, for this site",
        path=f"/sites/{{site}}/jobs/{name}",
        clause=clause,
        who=who,
        form=RunJob,
        answer=Report,
        run=run,
    )
