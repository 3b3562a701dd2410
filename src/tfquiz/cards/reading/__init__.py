"""Reading a typed answer: from the text to a value, or to one sentence on why not."""
