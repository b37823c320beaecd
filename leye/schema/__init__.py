"""How the tables of all apps are made: what migrations share."""
