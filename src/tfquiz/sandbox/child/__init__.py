"""The child's side of the sandbox: the only part of tfquiz that may import the libraries."""
