"""Office printers: a sheet out of the printer at its true size, or a clear word why not.

    ipp   the protocol's bytes      line   one question, one answer      printers   what each printer says of itself
    plan  what is asked of it, decided before anything is sent           job        sent once, and followed

Printers here are the machines of an office. Print shops' profiles are in ``styles/printers`` and ``press/printing``.
"""

from press.office.job import Sent as Sent
from press.office.job import follow as follow
from press.office.job import send as send
from press.office.job import told as told
from press.office.line import PrinterError as PrinterError
from press.office.line import address_of as address_of
from press.office.plan import Job as Job
from press.office.plan import Plan as Plan
from press.office.plan import job_of as job_of
from press.office.plan import plan as plan
from press.office.printers import OfficePrinter as OfficePrinter
from press.office.printers import at as at
from press.office.printers import known as known
from press.office.printers import queues as queues
