"""永政办发〔2024〕15号: the "永就业365" employment services of Yongzhou, until the end of 2025."""
