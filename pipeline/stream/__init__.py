"""The continuous job: bounded passes without end, under a supervisor with durable state.

supervisor.py   decides what is due, makes passes, stops cleanly
watching.py     metrics, health and the status file
logs.py         what the job says, as JSON or for people
"""
