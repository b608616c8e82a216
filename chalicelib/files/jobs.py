"""Files that nobody attached are given up, and what was uploaded of them is removed (P-files)."""

from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.ports import ObjectStore
from chalicelib.files import rules
from chalicelib.files.model import Attachment, FileState
from chalicelib.service.deadlines import Job


def orphans(objects: ObjectStore) -> Job:
    """Every hour: what was not attached within a day is given up; its bytes go an hour later.

    Bytes are removed before that is stored: removing them again does no harm, forgetting to would.
    """

    def decide(attachment: Attachment, act: Act[Any]) -> Change:
        if attachment.state is FileState.ABANDONED:
            objects.remove(attachment.key)
        return rules.orphan(attachment, act)

    return Job(name=rules.ORPHANS, clause=rules.CLAUSE, kinds=(Attachment,), decide=decide)
