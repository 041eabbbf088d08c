"""What if: a policy as it is beside one that is thought of, over the same book.

A *scenario* says what would be different: values of the policy, programmes, what is bought, how dealers
behave. It is data, and is read and checked in full before anything runs. The *workbench* measures the book
once for all scenarios and reckons only what each of them touches.
"""
