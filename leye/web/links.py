"""Addresses that several screens lead to."""

from django.urls import NoReverseMatch, reverse


def rule_url(pack: str, rule: str) -> str:
    """The page of a rule in the policy library."""
    try:
        return reverse("rule", args=[pack, rule])
    except NoReverseMatch:
        return reverse("policy")
