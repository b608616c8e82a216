"""Migrates, and fills up to a number of tickets through the ORM; prints the token to sign in by."""

import sys

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from helpdesk.models import Queue, Ticket  # noqa: E402
from rest_framework.authtoken.models import Token  # noqa: E402


def main(size: int) -> None:
    """As many tickets as asked for, in one queue, opened by a member of staff."""
    call_command("migrate", verbosity=0)
    staff, _ = get_user_model().objects.get_or_create(
        username="desk-chan", defaults={"is_staff": True, "email": "desk@example.com"}
    )
    queue, _ = Queue.objects.get_or_create(slug="repairs", defaults={"title": "Repairs"})
    missing = range(Ticket.objects.count(), size)
    Ticket.objects.bulk_create(
        (
            Ticket(
                title="廚房水龍頭漏水",
                description="廚房水龍頭漏水, A-1203",
                queue=queue,
                assigned_to=staff,
            )
            for _ in missing
        ),
        batch_size=1000,
    )
    print(Token.objects.get_or_create(user=staff)[0].key)


if __name__ == "__main__":
    main(int(sys.argv[1]))
