"""A month of one county's work for the demo, done by the actions that people use: nothing is written round them."""
