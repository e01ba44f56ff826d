-- Counted per e-mail address, whether or not an account has it: otherwise a lock-out would tell which addresses exist.
CREATE TABLE login_failures (
    email           text PRIMARY KEY,
    failures        integer     NOT NULL,
    last_failure_at timestamptz NOT NULL,
    locked_until    timestamptz
);
CREATE INDEX login_failures_age ON login_failures (last_failure_at);

ALTER TABLE accounts DROP COLUMN failed_logins, DROP COLUMN locked_until;
