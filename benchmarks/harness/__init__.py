"""Runs the parts, each in a process of its own, and writes down what they found."""
