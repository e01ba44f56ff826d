CREATE TABLE apps (
    id                      uuid PRIMARY KEY,
    tenant_id               uuid        NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    name                    text        NOT NULL,
    mode                    text        NOT NULL,
    description             text        NOT NULL,
    icon_type               text        NOT NULL,
    icon                    text        NOT NULL,
    icon_background         text        NOT NULL,
    use_icon_as_answer_icon boolean     NOT NULL,
    enable_site             boolean     NOT NULL,
    enable_api              boolean     NOT NULL,
    api_rpm                 integer     NOT NULL,
    api_rph                 integer     NOT NULL,
    max_active_requests     integer     NOT NULL,
    is_demo                 boolean     NOT NULL,
    model_config_id         uuid,
    created_by              uuid,
    created_at              timestamptz NOT NULL,
    updated_by              uuid,
    updated_at              timestamptz NOT NULL,
    UNIQUE (tenant_id, name)
);
CREATE INDEX apps_newest ON apps (tenant_id, created_at DESC, id DESC);

-- One row per saved configuration; the app points at the one in force.
CREATE TABLE app_model_configs (
    id         uuid PRIMARY KEY,
    app_id     uuid        NOT NULL REFERENCES apps (id) ON DELETE CASCADE,
    config     text        NOT NULL,
    created_by uuid,
    created_at timestamptz NOT NULL
);
CREATE INDEX app_model_configs_app ON app_model_configs (app_id);

CREATE TABLE sites (
    app_id                   uuid PRIMARY KEY REFERENCES apps (id) ON DELETE CASCADE,
    code                     text    NOT NULL UNIQUE,
    title                    text    NOT NULL,
    description              text,
    default_language         text    NOT NULL,
    chat_color_theme         text,
    chat_color_theme_inverted boolean NOT NULL,
    copyright                text,
    privacy_policy           text,
    input_placeholder        text,
    custom_disclaimer        text,
    show_workflow_steps      boolean NOT NULL,
    use_icon_as_answer_icon  boolean NOT NULL
);

-- Keys of an app (kind app), of the knowledge API (dataset) and of the whole workspace (workspace).
CREATE TABLE api_keys (
    id           uuid PRIMARY KEY,
    tenant_id    uuid        NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    app_id       uuid REFERENCES apps (id) ON DELETE CASCADE,
    kind         text        NOT NULL,
    name         text,
    permissions  text,
    token_hash   text        NOT NULL UNIQUE,
    token_hint   text        NOT NULL,
    created_by   uuid,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz
);
CREATE INDEX api_keys_app ON api_keys (app_id);
CREATE INDEX api_keys_tenant ON api_keys (tenant_id, kind);

CREATE TABLE api_based_extensions (
    id             uuid PRIMARY KEY,
    tenant_id      uuid        NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    name           text        NOT NULL,
    api_endpoint   text        NOT NULL,
    sealed_api_key text        NOT NULL,
    created_at     timestamptz NOT NULL,
    UNIQUE (tenant_id, name)
);
