"""One step a schema, numbered so that later is greater."""
