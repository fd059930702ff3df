"""A talk in calm lines, for screen readers and simple terminals: nothing is redrawn, coloured, or moved. No screen library is needed."""
