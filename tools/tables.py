"""Compute anew how stable topics are, and keep it in texts/topics-stability.csv with
what it was made from: `make tables`.
"""

import numpy as np
import pandas as pd
import scipy
import sklearn

from helpers import texts, topics


def head(several: list[texts.Text]) -> list[str]:
    """The lines above the table: what it is, what it was made from, and with what."""
    return [
        "# Stability of topics, written by make tables. Agreement as in Greene,"
        " O'Callaghan, Cunningham 2014, over the ten first words.",
        topics.made_from(several),
        f"# scikit-learn {sklearn.__version__}, numpy {np.__version__}, scipy"
        f" {scipy.__version__}",
        f"# paragraphs; {topics.SEEDS} seeds; {topics.SAMPLES} samples of"
        f" {topics.SHARE:.0%}; mean over all pairs",
    ]


def written(several: list[texts.Text], table: pd.DataFrame) -> str:
    """The file: its head, and the table as CSV."""
    rows = table.round(6).to_csv(index=False, lineterminator="\n")
    return "\n".join([*head(several), rows])


def main() -> None:
    """Fit, telling each row before it is computed, and write the file."""
    several = [texts.load("1906"), texts.load("1936")]
    table = topics.stability(
        several, progress=lambda method, k, kind: print(f"{method}, {k} topics, {kind}")
    )
    topics.TABLE.write_text(written(several, table), encoding="utf-8")


if __name__ == "__main__":
    main()
