"""A seeded generator of ALS trials: plausible patients, their SDTM tables, and the truth behind them.

    study = generate(306, seed=7)          # no treatment effect unless asked for
    write(study, Path("somewhere"), Format.CSV)

`python -m data_access.synthetic --help` does the same from the command line.
"""

from data_access.synthetic.parameters import PARAMETERS, Effect, Parameters, Switches
from data_access.synthetic.simulation import SyntheticStudy, generate
from data_access.synthetic.story import demo
from data_access.synthetic.writers import Format, write

__all__ = ["PARAMETERS", "Effect", "Format", "Parameters", "Switches", "SyntheticStudy", "demo", "generate", "write"]
