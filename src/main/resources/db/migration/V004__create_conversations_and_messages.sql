CREATE TABLE end_users (
    id           uuid PRIMARY KEY,
    tenant_id    uuid        NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    app_id       uuid        NOT NULL REFERENCES apps (id) ON DELETE CASCADE,
    type         text        NOT NULL,
    session_id   text        NOT NULL,
    is_anonymous boolean     NOT NULL,
    created_at   timestamptz NOT NULL,
    UNIQUE (app_id, type, session_id)
);

CREATE TABLE conversations (
    id           uuid PRIMARY KEY,
    tenant_id    uuid        NOT NULL,
    app_id       uuid        NOT NULL REFERENCES apps (id) ON DELETE CASCADE,
    end_user_id  uuid,
    account_id   uuid,
    from_source  text        NOT NULL,
    name         text        NOT NULL,
    inputs       text        NOT NULL,
    introduction text,
    status       text        NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL
);
CREATE INDEX conversations_of_user ON conversations (app_id, end_user_id, updated_at DESC, id DESC);

-- A message is a question with its answer. status: running, normal, error, stopped; a running one names the process
-- that answers. The table is filled in batches and updated while an answer grows, hence the free space per page.
CREATE TABLE messages (
    id                uuid PRIMARY KEY,
    tenant_id         uuid        NOT NULL,
    app_id            uuid        NOT NULL,
    conversation_id   uuid        NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    parent_message_id uuid,
    end_user_id       uuid,
    account_id        uuid,
    from_source       text        NOT NULL,
    inputs            text        NOT NULL,
    query             text        NOT NULL,
    answer            text        NOT NULL,
    status            text        NOT NULL,
    error             text,
    instance_id       uuid,
    model_provider    text,
    model_id          text,
    prompt_tokens     integer     NOT NULL DEFAULT 0,
    answer_tokens     integer     NOT NULL DEFAULT 0,
    total_price       numeric(20, 7) NOT NULL DEFAULT 0,
    currency          text        NOT NULL DEFAULT 'USD',
    latency           double precision NOT NULL DEFAULT 0,
    metadata          text,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX messages_of_conversation ON messages (conversation_id, created_at DESC, id DESC);
CREATE INDEX messages_of_app ON messages (app_id, created_at DESC);
CREATE INDEX messages_running ON messages (instance_id) WHERE status = 'running';

CREATE TABLE message_feedbacks (
    id          uuid PRIMARY KEY,
    tenant_id   uuid        NOT NULL,
    app_id      uuid        NOT NULL,
    conversation_id uuid    NOT NULL,
    message_id  uuid        NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    rating      text        NOT NULL,
    content     text,
    from_source text        NOT NULL,
    from_end_user_id uuid,
    from_account_id uuid,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);
CREATE UNIQUE INDEX message_feedbacks_of_user ON message_feedbacks (message_id, from_source, from_end_user_id);
CREATE INDEX message_feedbacks_of_app ON message_feedbacks (app_id, created_at DESC);

CREATE TABLE upload_files (
    id          uuid PRIMARY KEY,
    tenant_id   uuid        NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    app_id      uuid REFERENCES apps (id) ON DELETE CASCADE,
    storage_key text        NOT NULL,
    name        text        NOT NULL,
    size        bigint      NOT NULL,
    extension   text        NOT NULL,
    mime_type   text        NOT NULL,
    sha256      text        NOT NULL,
    created_by_end_user uuid,
    created_by_account  uuid,
    created_at  timestamptz NOT NULL
);
CREATE INDEX upload_files_app ON upload_files (app_id);

CREATE TABLE message_files (
    id              uuid PRIMARY KEY,
    tenant_id       uuid        NOT NULL,
    message_id      uuid        NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    type            text        NOT NULL,
    transfer_method text        NOT NULL,
    url             text,
    upload_file_id  uuid,
    belongs_to      text        NOT NULL,
    created_at      timestamptz NOT NULL
);
CREATE INDEX message_files_of_message ON message_files (message_id);
CREATE INDEX message_files_of_upload ON message_files (upload_file_id);
