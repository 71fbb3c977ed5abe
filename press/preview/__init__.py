"""The page in a browser while it is written: save a file, see the sheet.

    watching   which files are watched      typesetter   a warm typesetter in a process of its own
    setting    one sheet, as far as it goes   studio   what the open pages show, and when it is out of date
    server     a small web server for this machine alone

A sheet takes the same steps as in ``route.make``, but it is shown as soon as it is typeset: the editorial rules and
preflight follow a moment later. Nothing is kept on disk.
"""
