"""The staff-family reception room (clauses L-1 to L-11).

The room stands so that the import contracts already keep it apart from its two neighbours.
"""
