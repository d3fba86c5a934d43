"""Wrong copies of the code that decides, and whether the tests notice them: `make mutants`.

Lives here: making such copies (making.py), running tests against one (running.py), which code and how many
(deciding.py), and those that live with the reason why (survivors.txt).
Never here: what `make test` runs, but for the tests of these modules themselves.

No tool for this fits as it is: mutmut (3.8) changes what stands inside functions, and here many a number that decides
is a constant of its module; cosmic-ray (8.7) starts Python anew for each copy, which takes longer than the tests.
"""
