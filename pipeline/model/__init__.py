"""Records: frozen, typed, no input or output. Everything else imports these; they import nothing of it."""
