"""A coach for two people in one room who rehearse a hard talk. It listens on this machine and nowhere else."""

__version__ = "0.1.0"
