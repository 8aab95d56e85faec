-- Group roles of Onroll. Run by a role that may create roles; safe to run again.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'onroll_owner') THEN CREATE ROLE onroll_owner NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'onroll_app') THEN CREATE ROLE onroll_app NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'onroll_auditor') THEN CREATE ROLE onroll_auditor NOLOGIN; END IF;
END $$;
