"""The models of one patient's change of slope at the anchor, side by side, and how far a pre slope can be trusted."""
