"""Run as a process of the site: opens a post of the demo's employer in Qingdao, as publishing does, and names it."""

from __future__ import annotations

import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carepost.settings")
    django.setup()

    from datetime import timedelta

    from django.utils import timezone

    from carepost.records.crypto import new_code
    from carepost.records.employers import Employer
    from carepost.records.places import get_place
    from carepost.records.posts import Kind, Post, State
    from carepost.records.queue import enqueue

    now, code = timezone.now(), new_code()
    employer = Employer.objects.filter(credit_code__isnull=False).order_by("pk").first()
    Post.objects.create(
        code=code,
        kind=Kind.OWN,
        state=State.PUBLISHED,
        title=sys.argv[1],
        employer=employer,
        place=get_place("370200"),
        expires_on=timezone.localdate() + timedelta(days=30),
        demo=True,
        created_at=now,
        changed_at=now,
        opened_at=now,
    )
    enqueue("carers.post_opened", key=f"carers.post_opened:{code}", run_at=now, payload={"post": code})
    sys.stdout.write(code)
