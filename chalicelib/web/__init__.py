"""The HTTP edge: who asks, in which language, and how the answer looks on the wire."""
