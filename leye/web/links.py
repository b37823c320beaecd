"""Addresses that several screens lead to."""

from django.urls import reverse


def rule_url(pack: str, rule: str) -> str:
    """The page of a rule in the policy library."""
    return reverse("rule", args=[pack, rule])
