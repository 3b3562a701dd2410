"""The lists of what decks may use: one readable file a library, and what reads them."""
