-- Email waits here until it was sent, and is sent once. It is of an authority and of the account that answers for it; which child it may be about
-- is known to whoever asked for it, and not to the outbox.
CREATE TABLE mail_message (
  authority_id uuid NOT NULL REFERENCES authority,
  id uuid NOT NULL DEFAULT uuidv7(),
  once_key text NOT NULL CHECK (once_key <> ''),
  asked_by uuid NOT NULL REFERENCES account,
  asked_at timestamptz NOT NULL DEFAULT now(),
  to_address text NOT NULL CHECK (to_address ~ '^[^\s@]+@[^\s@]+$'),
  reply_to text CHECK (reply_to ~ '^[^\s@]+@[^\s@]+$'),
  subject text NOT NULL CHECK (subject <> '' AND subject !~ '[\r\n]'),
  body text NOT NULL CHECK (body <> ''),
  file_ids uuid[] NOT NULL DEFAULT '{}',
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'uncertain', 'kept')),
  tries integer NOT NULL DEFAULT 0,
  next_try_at timestamptz NOT NULL DEFAULT now(),
  claimed_at timestamptz,
  claimed_job uuid,
  ended_at timestamptz,
  sentence text NOT NULL DEFAULT '',
  provider text CHECK (provider IN ('smtp', 'notify')),
  provider_reference text,
  delivery text NOT NULL DEFAULT 'unknown' CHECK (delivery IN ('unknown', 'under_way', 'delivered', 'not_delivered')),
  PRIMARY KEY (authority_id, id),
  CONSTRAINT mail_once UNIQUE (authority_id, once_key),
  CONSTRAINT claimed_while_sending CHECK ((state = 'sending') = (claimed_job IS NOT NULL) AND (claimed_job IS NULL) = (claimed_at IS NULL)),
  CONSTRAINT ended_once CHECK ((state IN ('waiting', 'sending', 'uncertain')) = (ended_at IS NULL))
);
CREATE INDEX mail_due ON mail_message (authority_id, next_try_at, id) WHERE state = 'waiting';
CREATE INDEX mail_claimed ON mail_message (authority_id, claimed_at) WHERE state = 'sending';
CREATE INDEX mail_of_account ON mail_message (authority_id, asked_by, id);
CREATE INDEX mail_kept ON mail_message (authority_id, id) WHERE state = 'kept';
CREATE INDEX mail_under_way ON mail_message (authority_id, ended_at) WHERE state = 'sent' AND delivery = 'under_way';
COMMENT ON COLUMN mail_message.once_key IS 'What the message is, in the words of whoever asked: the same key is never queued twice.';
COMMENT ON COLUMN mail_message.asked_by IS 'Who answers for it, and is shown what became of it.';
COMMENT ON COLUMN mail_message.state IS 'uncertain: it may have been sent, and is not sent again until a person has said so. kept: no way of sending is set up.';
COMMENT ON COLUMN mail_message.sentence IS 'What became of the last try, for whoever asked.';
COMMENT ON COLUMN mail_message.delivery IS 'What the provider says of it after it was taken. Over SMTP nobody says.';

ALTER TABLE mail_message ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON mail_message TO onroll_app;
GRANT UPDATE (state, tries, next_try_at, claimed_at, claimed_job, ended_at, sentence, provider, provider_reference, delivery) ON mail_message TO onroll_app;
-- What is sent by somebody else is not an administrator's to read. Where nothing can be sent, it is a rehearsal.
CREATE POLICY mail_message_read ON mail_message FOR SELECT TO onroll_app USING (
  authority_id = (SELECT identity.authority())
  AND ((SELECT identity.kind()) = 'engine' OR asked_by = (SELECT identity.account()) OR (state = 'kept' AND (SELECT identity.may('mail.read')))));
CREATE POLICY mail_message_ask ON mail_message FOR INSERT TO onroll_app WITH CHECK (
  authority_id = (SELECT identity.authority()) AND state = 'waiting'
  AND ((SELECT identity.kind()) = 'engine' OR (asked_by = (SELECT identity.account()) AND (SELECT identity.may('mail.send')))));
CREATE POLICY mail_message_change ON mail_message FOR UPDATE TO onroll_app
  USING (authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine'
    OR (state = 'uncertain' AND asked_by = (SELECT identity.account()) AND (SELECT identity.may('mail.send')))))
  WITH CHECK (authority_id = (SELECT identity.authority()) AND ((SELECT identity.kind()) = 'engine'
    OR (state IN ('waiting', 'sent') AND asked_by = (SELECT identity.account()) AND (SELECT identity.may('mail.send')))));

INSERT INTO permission (code, label) VALUES
  ('mail.send', 'Send email, and see what became of what they sent'),
  ('mail.read', 'See how email is sent, try it, and read what is kept where nothing can be sent');
INSERT INTO role_permission (role, permission)
SELECT r, p FROM (VALUES
  ('{cme_officer,fair_access_officer,practitioner,team_manager,administrator}'::text[], '{mail.send}'::text[]),
  ('{administrator}', '{mail.read}')
) AS given (roles, permissions), unnest(roles) r, unnest(permissions) p;
