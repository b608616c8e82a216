"""Known outages 已知故障: what the desk says of them, and which tickets hang on them (T-4.1)."""
