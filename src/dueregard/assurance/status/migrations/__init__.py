"""The history of these tables, one idea a migration."""
