"""A region's public holidays and make-up workdays 調休, from the library that keeps them.

The library is loaded only when settings change: what it says goes into their new version, so a
record's days are those that were known when its settings were made, however often it is asked.
"""

from chalicelib.core.calendar import Official, OfficialDay, Region


def official(region: Region | None, since: int) -> Official:
    """All that is known of a region's days from a year on."""
    if region is None:
        return Official()
    from chinese_calendar import Holiday, holidays, workdays

    kept = {each.value: each.name for each in Holiday}
    days = [
        OfficialDay(day=day, works=works, name=kept[name])
        for works, table in ((False, holidays), (True, workdays))
        for day, name in table.items()
        if day.year >= since
    ]
    return Official(
        years=tuple(sorted({each.day.year for each in days})),
        days=tuple(sorted(days, key=lambda each: each.day)),
    )
