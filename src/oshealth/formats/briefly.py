"""A whole result in one line of plain words, for titles, annotations and summaries."""

from oshealth.assessment.report import Grade, Report, Unaudited


def verdict(report: Report) -> str:
    """The whole verdict: `grade C (between D and B), score 58 of 100, coverage 62 %, range 36–74`."""
    score, note = report.score, report.grade.note
    words = [_grade(report.grade), "no score", f"coverage {score.coverage} %"]
    if score.score is not None:
        words[1] = f"score {score.score} of 100"
        words.append(f"range {score.low}–{score.high}")
    return "; ".join(filter(None, (", ".join(words), note)))


def _grade(grade: Grade) -> str:
    if grade.letter is None:
        return "no grade"
    span = f" (between {grade.low} and {grade.high})" if grade.low != grade.high else ""
    return f"grade {grade.letter}{span}"


def told(result: Unaudited) -> str:
    """Why a target could not be audited, and what to do."""
    return " ".join(filter(None, (f"not audited: {result.message.rstrip('.')}.", result.hint)))
