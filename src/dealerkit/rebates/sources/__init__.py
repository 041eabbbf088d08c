"""Sources: where the rows of a base come from, one stream for each value of ``from``.

A *source* turns tables of a book into batches that look like lines: each row has a ``date`` (which decides
period and facts), a ``dealer`` (who is credited), and the columns that conditions and measures of that
source ask for. Everything after that is the one pass that invoice lines go through (``measures.measuring``),
so that conditions, screens, periods, rejected rows and sums are the same for all.

How to add one (see ``source.Source`` for the whole interface, ``tables.TableSource`` for the plain case):

1. Write a frozen class with ``name`` (as under ``from``), ``root`` and ``facts`` (what a ``where`` may ask of its
   rows: ``sale.outlet``), ``columns``, ``reads`` and ``batches``.
2. Put one instance of it into ``registry.SOURCES``. Its facts are then in the catalogue, its name may stand
   under ``from``, its tables are asked for, its findings and refused rows are told, `check` knows which
   facts a ``where`` over it may read.

A source has facts under its own first word, and not under ``line``: a condition copied from a base over invoice
lines to one over reports would otherwise be read, and mean something else (``line.net_amount`` is our price,
``sale.net_amount`` the shop's). Only a source whose rows *are* parts of invoice lines (money collected for them)
keeps ``line``, and adds what it knows beside.
"""
