"""Seventy-six pairs of a question and an answer, written at another time than the checks: what is right goes, what is wrong is blocked."""

from tests.each import each
from tests.foi.checks.test_asked import facets_of
from watchbook.figures.findings import Evidence, Finding, Status
from watchbook.foi.checks.all import checks_of
from watchbook.foi.checks.answers import said_by_others, said_by_us
from watchbook.reading.answer_letter.reading import read_answer

RIGHT = (
    ("How many officers looked at social media in 2025, and what ranks do they hold?", "Six looked in 2025: four officers at grade G and two at grade I."),
    ("Please list the ranks of your authorising officers.", "Two directors and one head of service."),
    ("What ranks may grant an authorisation?", "A director or a head of service."),
    ("How many applications were made by officers of each rank in 2025?", "In 2025 officers at grade G made 3 applications and officers at grade I made 1."),
    ("Please supply your social media policy as it stood on 1 April 2024.", "We supply the policy, version 3, in force from 12 May 2022 until 4 September 2024."),
    ("What was your retention period for captures as it stood on 1 April 2024?", "It was 28 days."),
    ("How many trained officers did you have as at 1 April 2024?", "On 1 April 2024 there were 14."),
    ("How many accounts did the council run as it stood on 1 April 2024?", "There were 22 accounts as at 1 April 2024."),
    ("How many looks at social media were made in 2025, by service?", "0 in any service."),
    ("How many looks at social media were made in 2025, by service?", "There were 0 looks in 2025 in any service."),
    ("How many covert profiles were in use in each department in 2025?", "None in any department."),
    ("How many authorisations were granted in each month of 2025?", "0 in every month."),
    ("How many complaints about social media research did you receive in each of 2023, 2024 and 2025?", "Zero in each year."),
    ("How many complaints about social media research did you receive in each of 2023, 2024 and 2025?", "2023: 1. 2024: 0. 2025: 2."),
    ("How much did you spend on monitoring software in the financial year 2024/25?", "£3,400 in the year from 1 April 2024 to 31 March 2025."),
    ("How much did you spend on monitoring software in the financial year 2024/25?", "Nothing: the one tool in use was free of charge."),
    ("Was any officer disciplined for misuse of social media in 2025?", "No officer was disciplined in 2025."),
    ("Was any officer disciplined for misuse of social media in 2025, and if so how many?", "Yes. Two officers were, in March and in October 2025."),
    ("Which services looked at social media in 2025?", "Trading Standards, Housing Options and Planning Enforcement did."),
    ("When was your policy last reviewed?", "On 9 June 2024."),
    ("How often did housing officers look at Facebook between May and July 2025?", "Housing officers looked at Facebook 8 times between 1 May 2025 and 31 July 2025."),
    ("Of the looks made in 2025, how many led to a prosecution?", "Two of the looks made in 2025 led to a prosecution."),
    ("How many looks in 2025 were covert and how many overt?", "Three were covert and 61 were overt."),
    ("How many looks in 2025 were covert and how many overt?", "All 64 were overt; none was covert."),
    ("Please state the number of CHIS authorisations in the last three calendar years.", "There was one in 2023, and none in 2024 or 2025."),
    ("Who supplies your social media tool and what does it cost each year?", "Loomwright Ltd supplies it, at £1,200 a year."),
    ("Does the council use facial recognition on social media images, and has it ever done so?", "No. The council does not use it and has never done so."),
    ("How many staff were trained in 2025 and who gave the training?", "Eleven staff were trained; Fernhollow Training gave it."),
    ("Please send the minutes of the meeting at which the policy was adopted.", "The minutes of 9 June 2024 are enclosed."),
    ("How many errors were reported to the Commissioner during 2025?", "One error was reported in 2025, on 14 August."),
    ("Did any look in 2025 concern a child?", "No look in 2025 concerned a child."),
    ("How many looks, excluding those at the council's own pages, were made in 2025?", "41 looks were made in 2025, excluding those at the council's own pages."),
    ("How many looks did each team make in 2025, broken down by platform?", "Facebook: Licensing 4, Parking 2. Instagram: Licensing 1, Parking none."),
    ("What proportion of looks in 2025 were authorised beforehand?", "95 per cent of them."),
    ("How many officers hold an account for research as of today?", "Five officers do, as of 2 February 2026."),
    ("In the year to 31 March 2025, how many requests to look at social media were refused by managers?", "3 were refused between 1 April 2024 and 31 March 2025."),
    ("How many authorisations were in force on 30 June 2025?", "Two were in force on 30 June 2025."),
    ("How many investigations used social media in Q3 2025?", "Seven investigations did, from July to September 2025."),
    ("How many looks took place in January 2026?", "9 looks took place in that month."),
    ("How many directed surveillance authorisations concerned benefit fraud in 2024/25?", "None concerned benefit fraud in 2024/25."),
)  # fmt: skip
WRONG = (
    ("How many looks at social media were made in 2025?", "34 looks were made in 2024."),
    ("How many looks at social media were made in 2025?", "In the financial year 2023/24 the council made 12 looks."),
    ("How many officers looked at social media in 2025?", "40 looks were made in 2025."),
    ("How many looks at social media were made in 2025, by service?", "In 2025 there were 31 looks."),
    ("How many authorisations were granted in each month of 2025?", "Eleven were granted during 2025."),
    ("How many complaints did you receive in each of 2023, 2024 and 2025?", "We received 3 complaints."),
    ("How many looks in 2025 were on Instagram?", "57 looks were made on Facebook in 2025."),
    ("How many looks in 2025 did Licensing make?", "Housing made 12 looks in 2025."),
    ("How many looks did Trading Standards make between May and July 2025?", "Trading Standards made 9 looks between January and March 2025."),
    ("How many directed surveillance applications were refused in 2025 and how many were cancelled?", "Two were refused."),
    ("How many looks were made in 2025, and how much did the tools cost?", "12 looks were made in 2025."),
    ("How many tools were in use in 2025, and who supplied them?", "Four."),
    ("Please send your policy and the training slides.", "The policy is enclosed."),
    ("Please send your data protection impact assessment and all earlier drafts.", "The data protection impact assessment is enclosed."),
    ("Please supply your guidance and the legal advice on it.", "The guidance is enclosed."),
    ("Please supply the social media policy as it stood on 1 April 2024.", "In the period from 1 January 2025 to 31 December 2025 there were 4 versions."),
    ("How many trained officers did you have as at 1 April 2024?", "On 31 March 2022 there were 9."),
    ("How many authorisations were in force on 30 June 2025?", "In 2023 three were in force."),
    ("How many looks, excluding those at the council's own pages, were made in 2025?", "72 looks were made in 2025, on the council's own pages too."),
    ("How many looks at residents' accounts were made in 2025?", "15 looks at job applicants' accounts were made in 2025."),
    ("How many covert looks were made in 2025?", "64 overt looks were made in 2025."),
    ("How many CHIS authorisations were granted in the last three calendar years?", "One CHIS authorisation was granted in 2019."),
    ("How much did you spend on monitoring software in 2024/25?", "£2,000 was spent in 2021/22."),
    ("How many staff were trained in 2025 and how many failed the test?", "Eleven were trained."),
    ("How many looks were made for recruitment in 2025?", "18 looks were made for safeguarding in 2025."),
    ("How many looks were made in 2025 by platform?", "There were 80 looks."),
    ("In Q3 2025, how many investigations used social media?", "In Q1 2025 seven investigations did."),
    ("How many complaints were received in 2025?", "40 looks were made in 2025."),
    ("How many errors were reported in 2025?", "8 authorisations were granted in 2025."),
    ("How many looks took place in January 2026?", "There were 14 in December 2025."),
    ("How many officers of each rank looked at social media in 2025?", "Six officers looked at social media in 2025."),
    ("How many authorisations were granted in 2025 in each department?", "5 authorisations were granted."),
    ("How many looks were made in 2024 and in 2025?", "31 looks were made in 2025."),
    ("How many looks were made since April 2025?", "11 looks were made between April 2023 and March 2024."),
    ("Who authorises covert looks, and how many were authorised in 2025?", "A director authorises them."),
    ("How many prosecutions followed from looks in 2025?", "12 looks were made in 2025."),
)  # fmt: skip


def blocked_letter(question, answer):
    """The rules by which somebody's letter is blocked."""
    questions, facets = facets_of(question)
    given = read_answer(questions, text=f"1. {answer}")
    return [check.rule for check in checks_of(said_by_others(given, facets=facets)) if check.blocks]


def blocked_wording(question, answer):
    """The rules by which an officer's own words over a finding are blocked; no file goes with them here."""
    (asked,), facets = facets_of(question)
    found = Finding(Status.HELD_SUPPLIED, "x", evidence=(Evidence("looks", "totals", "x", None),))
    one = said_by_us("1", question=asked.text, finding=found, wording=answer, facets=facets["1"])
    return [check.rule for check in checks_of([one]) if check.blocks and check.rule != "nothing_enclosed"]


@each("blocked", [blocked_letter, blocked_wording])
@each(("question", "answer"), RIGHT)
def test_no_right_answer_is_blocked(question, answer, blocked):
    assert blocked(question, answer) == []


@each("blocked", [blocked_letter, blocked_wording])
@each(("question", "answer"), WRONG)
def test_each_wrong_answer_is_blocked(question, answer, blocked):
    assert blocked(question, answer)
