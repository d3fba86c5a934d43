"""The models that everything learnt rests on, in plain numbers.

Lives here: linear and logistic regression (`linear`), matrices that are kept in parts (`factored`).
Never here: text, labels' names, thresholds; the other rooms of the core.
"""
