"""`make e2e`: the very package that is deployed, in an emulator of AWS that enforces IAM."""
