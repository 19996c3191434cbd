"""How declared law is evaluated: conditions and decision tables. Knows no article number."""
