-- Time is stored as timestamptz; JSON that a user or the console owns is stored as text, because it must come back as it
-- was sent, key order included.
CREATE TABLE settings (
    name  text PRIMARY KEY,
    value text NOT NULL
);

CREATE TABLE tenants (
    id            uuid PRIMARY KEY,
    name          text        NOT NULL,
    plan          text        NOT NULL,
    plan_settings text,
    status        text        NOT NULL,
    trial_end_at  timestamptz,
    created_at    timestamptz NOT NULL
);

CREATE TABLE accounts (
    id                 uuid PRIMARY KEY,
    email              text        NOT NULL UNIQUE,
    name               text        NOT NULL,
    password_hash      text        NOT NULL,
    avatar             text,
    interface_language text        NOT NULL,
    timezone           text        NOT NULL,
    status             text        NOT NULL,
    failed_logins      integer     NOT NULL DEFAULT 0,
    locked_until       timestamptz,
    last_login_at      timestamptz,
    created_at         timestamptz NOT NULL
);

CREATE TABLE tenant_members (
    id         uuid PRIMARY KEY,
    tenant_id  uuid        NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    account_id uuid        NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    role       text        NOT NULL,
    current    boolean     NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (tenant_id, account_id)
);
CREATE INDEX tenant_members_account ON tenant_members (account_id);

CREATE TABLE refresh_tokens (
    id         uuid PRIMARY KEY,
    family_id  uuid        NOT NULL,
    account_id uuid        NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    tenant_id  uuid        NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    token_hash text        NOT NULL UNIQUE,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    revoked_at timestamptz,
    created_at timestamptz NOT NULL
);
CREATE INDEX refresh_tokens_family ON refresh_tokens (family_id);
CREATE INDEX refresh_tokens_expiry ON refresh_tokens (expires_at);

-- A process of the service: what belongs to one that is no longer seen is closed by the others.
CREATE TABLE instances (
    id         uuid PRIMARY KEY,
    started_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL
);
