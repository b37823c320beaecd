"""National codes and checks: plain Python, no Django, no database. The ground floor of Leye."""
