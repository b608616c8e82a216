"""The hospital's official reception (clauses R-2.1 to R-4.3.7).

The room stands so that the import contracts already keep it apart from its two neighbours.
"""
