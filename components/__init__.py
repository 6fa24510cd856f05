"""What stands on the screen: ids, state, theme, figures, views."""
