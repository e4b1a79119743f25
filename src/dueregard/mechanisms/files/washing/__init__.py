"""Washing a file: taken apart and put together anew, so that what people open holds what is seen and nothing else.

It happens in a process of its own (`process`) that knows no key, no database and no setting, may write no file, and is
killed when it takes too much time or memory: what a hostile file can do to a library ends there. So nothing in here
imports anything of ours but this package.
"""
