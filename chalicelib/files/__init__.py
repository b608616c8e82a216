"""Attachments 附件: uploaded straight to object storage, attached to a record once checked.

It knows no domain. A domain says which of its records files hang on, and who may add to them.
"""
