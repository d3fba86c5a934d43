"""Which entries answer a question, and how sure that is.

Lives here: what is learnt from (`samples`), how texts become rows (`rows`), the scores (`index`), the calibrated
ranking (`ranker.Ranker`).
Never here: what to do about a ranking, the state of a conversation, danger.
"""
