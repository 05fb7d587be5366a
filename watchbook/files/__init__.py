"""Bytes in and out: the content-addressed store, uploads, spreadsheets. No domain words."""
