"""Every change on the demand side."""
