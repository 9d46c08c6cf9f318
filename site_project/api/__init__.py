"""The public API, read-only, below ``/api/v1/``. docs/api.md holds what is promised about it."""
