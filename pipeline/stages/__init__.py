"""One pure function a module, in the order of work: read, merge, classify, assess, compose, render, verify."""
