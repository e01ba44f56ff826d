-- Apps that are published as servers of the Model Context Protocol. Whoever knows the code may call. parameters is a JSON object
-- that describes the fields of the app's form.
CREATE TABLE app_mcp_servers (
    id          uuid PRIMARY KEY,
    tenant_id   uuid        NOT NULL,
    app_id      uuid        NOT NULL UNIQUE REFERENCES apps (id) ON DELETE CASCADE,
    server_code text        NOT NULL UNIQUE,
    description text        NOT NULL,
    active      boolean     NOT NULL,
    parameters  text        NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);
