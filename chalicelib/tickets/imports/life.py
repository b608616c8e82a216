"""The life of an import 匯入: every step, where it leads. What follows by itself is a job's."""

from chalicelib.core.life import NEW, Life, Step, lead
from chalicelib.core.people import Role
from chalicelib.tickets.imports import forms, rules
from chalicelib.tickets.imports.model import CLAUSE, FILE, ImportState

ADMIN = frozenset({Role.ADMIN})

IMPORT = Life(
    ImportState,
    [
        Step(
            command="import",
            form=forms.AddImport,
            clause=FILE,
            who=ADMIN,
            moves=lead([NEW], ImportState.WAITING),
            rule=rules.add,
        ),
        Step(
            command="try",
            form=forms.TryImport,
            clause=CLAUSE,
            who=ADMIN,
            moves=lead([ImportState.WAITING], ImportState.TRYING, ImportState.ABANDONED),
            rule=rules.begin_trial,
        ),
        Step(
            command="run",
            form=forms.RunImport,
            clause=CLAUSE,
            who=ADMIN,
            moves=lead([ImportState.TRYING, ImportState.TRIED], ImportState.RUNNING),
            guards=(rules.trial_over,),
            rule=rules.begin_run,
        ),
        Step(
            command="cancel",
            form=forms.CancelImport,
            clause=FILE,
            who=ADMIN,
            moves=lead(
                [ImportState.WAITING, ImportState.TRYING, ImportState.TRIED],
                ImportState.ABANDONED,
            ),
            rule=rules.cancel,
            forward=False,
        ),
    ],
)
