"""What a plan becomes besides documents: one module a format, each imported only when it is asked for."""
