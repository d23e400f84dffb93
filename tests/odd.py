"""Values of every kind that some function does not want: what it is → the value.

Each file of tests adds those that are odd in its own room.
"""

VALUES = {
    "an id": "1906",
    "None": None,
    "an empty list": [],
    "minus one": -1,
    "nought": 0,
    "a huge number": 10**9,
    "True": True,
    "no words": "",
    "a zero byte": "\0",
    "an object": object(),
    "no number": float("nan"),
    "a fraction": 2.5,
    "bytes": b"1906",
    "a list of None": [None],
}
