"""Freedom of information: a request comes in, is cut into questions, and each is answered (FOIA 2000 s.1(1)).

The same path serves the EIR, FOISA and the EISR. Answers are read from the registers of the parts below.
Those registers, the law's clocks (`law`) and the erasure of a requester's words (`retention`) are not here.
"""
