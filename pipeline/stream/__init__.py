"""The continuous job: bounded passes without end, under a supervisor with durable state.

supervisor.py   decides what is due, makes passes, stops cleanly
lanes.py        the threads in which passes of several kinds go on side by side
linking.py      events of new mentions, made in a process of its own
clock.py        notices that the clock was set
telling.py      what a pass did, for the log, the metrics and the status
watching.py     metrics, health and the status file
memory.py       how much memory the job and its workers have
logs.py         what the job says, as JSON or for people
"""
