from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """The same, without the slowness that protects real passwords."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1
