"""What people see. Textual is imported only when a screen is opened: import `coach.tui.app` inside a function."""
