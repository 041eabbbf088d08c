"""Values: what every other room counts with. Imports nothing of ours, and nothing heavy.

``numbers`` exact arithmetic and the reading of numerals; ``rounding`` the one place that rounds; ``split``
parts that sum to the whole; ``money`` and ``units`` amounts that keep their currency or unit; ``ranges`` dates;
``periods``, ``contract_years``, ``week_years`` the periods of account; ``durations``, ``workdays``, ``working_hours``,
``work_clock`` deadlines; ``published`` the working days of countries.

Whatever reads a text answers ``None`` when it cannot, whatever asks a calendar answers ``Unpublished`` beyond
its end; exceptions are for programming mistakes only.
"""
