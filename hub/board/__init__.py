"""The class board: a service of JupyterHub that keeps what a class shares, and shows of
it what the rule of `helpers.discussion.privacy` lets a person see.

`storage` keeps rows, `acts` are what can be asked of them, `routes` say who may ask and
how often, and `python -m hub.board` serves it for as long as its hub lives.
"""
