"""Argument maps: how they are written, what follows from them, where they are drawn.

`model` is what a map is made of; `reader` (with `data` and `steps`) and `argdown` read
and write it, `loading` finds the file; `network`, `evaluation` and `cruxes` say what
follows from verdicts; `views` what of it is shown and how it reads; `quotations` and
`repairs` hold it against the words; `layout` says where its boxes stand (with
`lettering`) and `routing` how its lines run.
The front door is `helpers.arguments`.
"""
