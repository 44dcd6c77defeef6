"""The web role, from the first migration: it may read and write rows, and owns nothing."""

from django.db import migrations

ROLES = """
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'carepost_web') THEN
        CREATE ROLE carepost_web NOLOGIN;
    END IF;
    IF NOT pg_has_role(current_user, 'carepost_web', 'MEMBER') THEN
        EXECUTE format('GRANT carepost_web TO %I', current_user);
    END IF;
END
$$;
GRANT USAGE ON SCHEMA public TO carepost_web;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO carepost_web;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO carepost_web;
GRANT SELECT ON django_migrations TO carepost_web;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    # Every table that exists after this one inherits the grants above.
    run_before = [("contenttypes", "0001_initial"), ("sessions", "0001_initial")]
    operations = [migrations.RunSQL(ROLES, migrations.RunSQL.noop)]
