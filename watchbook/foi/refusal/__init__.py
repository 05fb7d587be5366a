"""Refusing a question or a whole request: its exemption, the conditions of that, and the notice (FOIA s.17; EIR reg 14; FOISA s.16)."""
