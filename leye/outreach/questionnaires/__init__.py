"""Questionnaires as JSON schemas: read, asked, checked, shown."""
