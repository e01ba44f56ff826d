-- Tools that a workspace has added: described by an OpenAPI document, made of a workflow, or served by MCP. definition is JSON,
-- sealed the credentials or headers that its calls carry. plugin_id names the plugin that brought it.
CREATE TABLE tool_providers (
    id         uuid PRIMARY KEY,
    tenant_id  uuid        NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    kind       text        NOT NULL,
    name       text        NOT NULL,
    definition text        NOT NULL,
    sealed     text        NOT NULL,
    plugin_id  text,
    created_by uuid,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (tenant_id, kind, name)
);

-- Credentials of the tools that the service has itself; of those of one provider one is used where an app names none.
CREATE TABLE tool_credentials (
    id         uuid PRIMARY KEY,
    tenant_id  uuid        NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    provider   text        NOT NULL,
    name       text        NOT NULL,
    sealed     text        NOT NULL,
    is_default boolean     NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (tenant_id, provider, name)
);
