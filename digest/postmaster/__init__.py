"""What the world can look up of a domain that mail comes from.

Large receivers sort mail by three records of the sender's domain: which machines may send
for it (SPF), keys of those who sign for it (DKIM), and what becomes of mail that is neither
(DMARC). None of them is in our hand, so that all that is done here is to look, and to say
in words what to ask the one for whose hand they are. Only this package knows dnspython.
"""

from digest.postmaster.asking import asker
from digest.postmaster.records import Answer, Ask, Finding, findings

__all__ = ["Answer", "Ask", "Finding", "asker", "findings"]
