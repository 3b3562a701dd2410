"""One sitting: what is asked next, what an answer is worth, and what is saved. Draws nothing."""
