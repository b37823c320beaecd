"""内人社发〔2022〕28号: key-group employment in Inner Mongolia, 2022–2025."""
