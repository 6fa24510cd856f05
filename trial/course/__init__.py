"""The patients of the trial: how they went through it, how they were before treatment, what they were given."""
