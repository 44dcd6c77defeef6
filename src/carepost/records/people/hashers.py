"""Argon2 tuned so that a login costs about 35 ms of CPU and 19 MiB."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class TunedArgon2(Argon2PasswordHasher):
    """OWASP's floor (m=19456 KiB, t=2, p=1): Django's 100 MiB lets a few logins stall a small server."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
