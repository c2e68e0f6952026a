"""Money at the edges: whole cents inside, exact decimals and texts outside."""

from decimal import Decimal


def text(cents: int) -> str:
    """Cents as a decimal text with two places: 3287 is "32.87"."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def cents(amount: Decimal | int) -> int | None:
    """Whole cents of an amount in euros, or None when it has a fraction of a cent."""
    scaled = Decimal(amount) * 100
    return int(scaled) if scaled == scaled.to_integral_value() else None
