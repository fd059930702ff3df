"""The one place with threads: joins the rooms into one way from sound to events."""
