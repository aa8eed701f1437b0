"""The explorer: a model as one page in which weights and numbers move and everything follows.

What a reader has set stands in the address of the page, behind the number sign, so that a link holds all of it and a
program can read it (`urllib.parse.parse_qs(urllib.parse.urlsplit(link).fragment)`). Fields are joined by `&`, each a
name, `=`, and a value in which everything but letters and digits is percent-encoded:

    #w=40,22,20,6,12&n=p_comes:0.6&i=in_berlin&id=f9a499bc&name=Team%20Red&choice=bilateral&ask=1

    w       the weights, in points from 0 to 100, in the order of `model.walk()`; shares of 1 follow from these as from
            the weights of a file
    n       numbers that are not the file's: `address:value`, joined by commas; a chance is from 0 to 1
    i       the names of the what-ifs that are switched on, joined by commas
    id      the fingerprint of the scenario (`model.fingerprint`): another one is another version of it
    name    what the reader calls themselves
    choice  the name of the option that the reader chose at the first decision, before any result was shown
    ask     1 while the reader is still to choose

Every field may be left out: the file's own settings then stand, nobody is named, and nothing was chosen. A link that
`Copy my link` gives always has `w`, where there are weights, and `id`.
"""

from decision_model.interfaces.explorer.display import forms, show_in_notebooks
from decision_model.interfaces.explorer.notebook import Explorer, explore
from decision_model.interfaces.explorer.page import explore_page

__all__ = ["Explorer", "explore", "explore_page", "forms", "show_in_notebooks"]
