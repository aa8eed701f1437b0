"""Influence diagrams, whatever tool draws them: one neutral type, made a scenario in one place.

`diagram` has the type and `tables` the one routine for the order of numbers, `order` says what is known when, `support`
which cases occur, `folding` makes few rules of many rows, and `drafting` puts it together. `braced` reads the three
formats that are text in braces. `from_model` goes the other way.
"""
