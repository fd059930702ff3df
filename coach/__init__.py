"""A coach for two people in one room who rehearse a hard talk. It listens on this machine and nowhere else."""

import os

__version__ = "0.1.0"

# onnxruntime (from 1.29 on) counts how it is used, keeps an id of the machine in the user's cache, and sends both to its maker, unless
# it is told not to before it is loaded. Nothing leaves this machine: so it is told here, before anything else of ours is imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
