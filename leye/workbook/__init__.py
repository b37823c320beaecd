"""Reading, understanding, cleaning and writing Excel files. No Django here."""
