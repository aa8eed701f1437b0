"""Tables for people: what is told before them, their heads in words, their cells, and which rows tell most."""
