"""What is released, for programs that cannot ask: a record system's folder, a FHIR bundle, pages that open without a server.

    stock     what is released today, made and read back         folder   files written and taken away, nobody else's touched
    openemr   one PDF for each diagnosis code                     codes    the codes below a code
    fhir      a bundle of DocumentReference (R4)                  site     PDFs, their words as web pages, an index (twin: a page)
"""

from press.export import fhir, openemr, site
from press.export.folder import Report, deliver, deliver_file
from press.export.stock import Released, Stock, gather

__all__ = ["Released", "Report", "Stock", "deliver", "deliver_file", "fhir", "gather", "openemr", "site"]
