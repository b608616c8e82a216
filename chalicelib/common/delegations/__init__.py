"""An approver away lets another sign for dates 代理 (P-approve). All domains share it."""
