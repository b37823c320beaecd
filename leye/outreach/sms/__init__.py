"""Text messages through one small port: a provider each, and an outbox of this machine for demo and tests."""
