"""Names of sheets and headings by which what was changed in a workbook is found again."""

WEIGHTS, PARAMETERS, CHANCES, SCENARIO = "Weights", "Parameters", "Chances", "Scenario"
NAME_HEAD, POINTS_HEAD, VALUE_HEAD, ADDRESS_HEAD = "Name", "Points", "Value", "Address"
WHOSE, RISK = "Whose weights are these?", "Risk tolerance"
