"""The rules of the front desk: pure functions from (ticket, form, act) to a `Change`.

`life` says when each may be used and by whom; here is what it does.
"""
