"""The real sender tried out on a clock of our own: `manage.py simulate_reminders`, tests and benchmarks."""
