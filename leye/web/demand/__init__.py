"""用工需求: what employers need and nobody fills, who looks after them, and where jobs are fetched from."""
