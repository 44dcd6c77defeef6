"""Secrets of second factors (authenticator apps, recovery codes), sealed; passkeys hold no secret of ours."""

from __future__ import annotations

import base64

from allauth.mfa.models import Authenticator
from django.db import transaction

from carepost.records.crypto import is_newest, seal, unseal

# allauth does not say whose row a secret will stand in: it is bound to the column alone.
_TABLE, _ROW, _COLUMN = "mfa_authenticator", "", "data"
_KEYS = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


def seal_secret(text: str) -> str:
    """The secret sealed, in base64 for the JSON that holds it."""
    return base64.b64encode(seal(text, table=_TABLE, row=_ROW, column=_COLUMN)).decode("ascii")


def unseal_secret(sealed: str) -> str:
    """The secret. Raises SealBroken."""
    return unseal(base64.b64decode(sealed), table=_TABLE, row=_ROW, column=_COLUMN)


@transaction.atomic
def reseal_second_factors() -> int:
    """Seals secrets again with the newest key; returns how many an older one had sealed. Staff are few: all at once."""
    done = 0
    for row in Authenticator.objects.select_for_update().filter(type__in=_KEYS):
        key = _KEYS[Authenticator.Type(row.type)]
        if not is_newest(base64.b64decode(row.data[key])):
            row.data[key] = seal_secret(unseal_secret(row.data[key]))
            row.save(update_fields=["data"])
            done += 1
    return done
