"""What must stay out of the database and the repository: keys, and the folder that holds them."""
