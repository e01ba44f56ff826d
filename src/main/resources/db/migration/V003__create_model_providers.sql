-- Credentials of a model provider; several named sets may exist, one is in force.
CREATE TABLE provider_credentials (
    id         uuid PRIMARY KEY,
    tenant_id  uuid        NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    provider   text        NOT NULL,
    name       text        NOT NULL,
    sealed     text        NOT NULL,
    active     boolean     NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (tenant_id, provider, name)
);

-- Models that a workspace has added by name, with credentials of their own where the provider wants that.
CREATE TABLE custom_models (
    id         uuid PRIMARY KEY,
    tenant_id  uuid        NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    provider   text        NOT NULL,
    model      text        NOT NULL,
    model_type text        NOT NULL,
    sealed     text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (tenant_id, provider, model_type, model)
);

CREATE TABLE default_models (
    id         uuid PRIMARY KEY,
    tenant_id  uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    model_type text NOT NULL,
    provider   text NOT NULL,
    model      text NOT NULL,
    UNIQUE (tenant_id, model_type)
);
