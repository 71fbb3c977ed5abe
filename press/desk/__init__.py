"""The desk: a page in the browser for clinic staff. Find a sheet, see it, print it, without a command line.

    catalogue   what is in the project now, what is released, how it is found
    crew        warm typesetters, each a process of its own; one sheet that many ask for is made once
    site        the addresses, and what each answers            pages   what is shown, as plain values for templates
    office      printing from the page                          health  numbers for whoever watches the service

Nothing a patient could be known by is asked for, kept or logged.
"""
