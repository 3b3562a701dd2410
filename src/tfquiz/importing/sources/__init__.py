"""Reading a source, whatever it is, into prose and code in turn."""
