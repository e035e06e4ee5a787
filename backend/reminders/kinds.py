"""The kinds of reminders that have no time of their own: something happened, and the patient is told once. Pure."""

# Plain words, so that pure modules and migrations may know them; `models.Kind` gives them their names.
NEWS = ("message", "program")
