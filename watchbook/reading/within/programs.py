"""Programs and pages, known by their names and by their first bytes."""

import re

from watchbook.reading.held import WithinKind
from watchbook.reading.within.work import ending_of

# What Windows, macOS or Linux runs when somebody opens it, alone or out of an image of a disk.
_PROGRAMS = """
    .a3x .accde .ade .adp .ahk .apk .app .appinstaller .application .appref-ms .appx .appxbundle .au3 .bas .bash .bat .cab .chm .cmd .com
    .command .cpl .crx .csh .deb .desktop .diagcab .diagpkg .dll .dmg .docm .dotm .drv .elf .exe .gadget .grp .hlp .hta .img .inf .ins .iqy
    .iso .isp .its .jar .jnlp .job .js .jse .ksh .library-ms .lnk .mad .maf .mam .mda .mde .mdt .mdw .mdz .mjs .msc .msh .msi .msix
    .msixbundle .msp .mst .ocx .one .onepkg .oqy .osd .pif .pkg .pl .potm .ppam .ppsm .pptm .prf .ps1 .ps1xml .ps2 .psc1 .psd1 .psm1 .py
    .pyc .pyw .pyz .pyzw .rb .rdp .reg .rpm .rqy .scf .scpt .scr .sct .search-ms .searchconnector-ms .settingcontent-ms .sh .shb .shs .sldm
    .slk .swf .sys .terminal .theme .themepack .tool .udf .udl .url .vb .vbe .vbp .vbs .vhd .vhdx .vsto .vxd .webloc .website .wim .workflow
    .ws .wsc .wsf .wsh .xbap .xla .xlam .xll .xlm .xlsb .xlsm .xltm .xnk .zsh
"""
_PAGES = ".htm .html .mht .mhtml .shtml .svg .svgz .xht .xhtml .xsl .xslt"
_ARCHIVES = ".zip .rar .7z .gz .tgz .tar .bz2 .xz .ace .arj .lzh .lha .z .zst .uue"
PROGRAMS, PAGES, ARCHIVES = (frozenset(words.split()) for words in (_PROGRAMS, _PAGES, _ARCHIVES))
TEXTS = {".csv", ".eml", ".ics", ".json", ".log", ".md", ".txt", ".vcf", ".yaml", ".yml"}
RUNS_IN_DOS = b"This program cannot be run in DOS mode"
BEGINS = (
    b"\x7fELF", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!/", b"#! /",
    b"L\x00\x00\x00\x01\x14\x02\x00", b"ITSF\x03", b"MSCF\x00\x00\x00\x00", b"\x00asm\x01\x00\x00\x00", b"dex\n03", b"vhdxfile",
    b"MSWIM\x00\x00\x00", b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3", b"xar!\x00\x1c", b"\xed\xab\xee\xdb", b"!<arch>\ndebian",
)  # fmt: skip
DISK = ((0x8001, b"CD001"), (0x8001, b"BEA01"), (0x8801, b"CD001"), (0, b"conectix"))
# What a program of Windows made of words begins with; a text file may hold these words.
WRITTEN = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:\[InternetShortcut\]|\[Desktop Entry\]|\[\{000214A0|REGEDIT4|Windows Registry Editor|@echo\s+off|"
    rb"(?:<\?xml[^>]{0,200}>\s*)?<(?:scriptlet|component|MMC_ConsoleFile|PCSettings|job|package\s+id|libraryDescription|jnlp)\b)",
    re.IGNORECASE,
)
APPLICATION = re.compile(rb"<hta:application\b", re.IGNORECASE)
PAGE = re.compile(rb"<(?:!doctype\s+html|script|html|svg|body|iframe)\b", re.IGNORECASE)
RUNS = re.compile(
    rb"<(?:\w+:)?(?:script|foreignObject|iframe|handler)\b|\bon[a-z]{3,20}\s*=|javascript:", re.IGNORECASE
)
START = 1024
# A disk's image says so 32 kilobytes after its start.
LOOKED_AT = 0x8810


def is_program(start: bytes) -> bool:
    """Whether the first bytes are those of a program, whatever the file is named."""
    if start.startswith(b"MZ"):
        return b"\x00" in start[:START] or RUNS_IN_DOS in start
    if start.startswith((b"FWS", b"CWS", b"ZWS")):
        return 0 < start[3:4][0] < 32 if start[3:4] else False
    return start.startswith(BEGINS) or any(start[at : at + len(mark)] == mark for at, mark in DISK)


def kind_of(name: str, start: bytes = b"") -> WithinKind:
    """Whether a file that was put into another is a program, a page, or any other."""
    ending = ending_of(name)
    if ending in PROGRAMS or is_program(start):
        return WithinKind.PROGRAM
    if ending not in TEXTS and (WRITTEN.match(start) or APPLICATION.search(start[: 4 * START])):
        return WithinKind.PROGRAM
    if ending in PAGES or (ending not in TEXTS and is_page(start)):
        return WithinKind.PAGE
    return WithinKind.FILE


def is_page(start: bytes) -> bool:
    """Whether a browser takes the first bytes for a page."""
    begun = start[:START].removeprefix(b"\xef\xbb\xbf").lstrip()
    return begun.startswith(b"<") and PAGE.search(begun) is not None


def runs(data: bytes) -> bool:
    """Whether a page or drawing holds a script."""
    return RUNS.search(data) is not None
