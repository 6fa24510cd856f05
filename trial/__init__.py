"""What a trial is and what can be computed of it; knows nothing of files, screens or requests."""
