"""The official reception 公務接待: who is received, by whom, how, and who pays (R-2 to R-4)."""
