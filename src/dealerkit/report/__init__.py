"""What people and machines read: messages, findings, tables, files.

Importing this package imports nothing else of dealerkit, so that the command line can show its help
at the price of its own words.
"""
