"""The certificate of a deletion: what went, why, who agreed, how, and how far it is gone; with receipts from the audit log.

Its fields are those of NIST SP 800-88 revision 2 for a certificate of sanitisation, cryptographic erase.
"""
