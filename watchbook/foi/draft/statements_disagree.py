"""Signed statements that disagree with a register on which an answer rests: "none" in other answers rests on the same word (FOIA s.1(1))."""

from collections.abc import Sequence
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from watchbook.figures.letters import LETTERS
from watchbook.figures.register_names import LOOKS, TOOLS
from watchbook.foi.checks.answers import Check
from watchbook.foi.draft.answer import DraftAnswer
from watchbook.governance.statements.disagreeing import disagreeing
from watchbook.governance.statements.models import Matter

REGISTERS: dict[Matter, Promise] = {
    Matter.LOOKS: LOOKS,
    Matter.TOOLS: TOOLS,
    Matter.METHODS: TOOLS,
    Matter.LETTERS: LETTERS,
}


def statements_disagree(answers: Sequence[DraftAnswer], *, on: date) -> list[Check]:
    """Warn of each statement about days up to one that says less than the register of an answer. Two queries, or none without such a register."""
    searched = {
        answer.question.number: {str(where.register) for where in answer.finding.searched}
        for answer in answers
    }
    if not set[str]().union(*searched.values()) & set(map(str, REGISTERS.values())):
        return []
    message = _("{words}. The answer gives what the register says. Ask the signer to correct the statement.")
    found = list[Check]()
    for one in disagreeing():
        register = str(REGISTERS[one.matter])
        numbers = tuple(number for number, registers in searched.items() if register in registers)
        if numbers and one.first_on <= on:
            words = message.format(words=one.words)
            found.append(Check("statements_disagree", numbers, words, blocks=False))
    return found
