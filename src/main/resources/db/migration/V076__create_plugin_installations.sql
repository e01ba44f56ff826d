-- The plugins of a workspace, each with its whole package: an installed plugin works without the catalogue that it came from.
CREATE TABLE plugin_installations (
    id           uuid PRIMARY KEY,
    tenant_id    uuid        NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    plugin_id    text        NOT NULL,
    version      text        NOT NULL,
    sha256       text        NOT NULL,
    package      text        NOT NULL,
    installed_by uuid,
    installed_at timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    UNIQUE (tenant_id, plugin_id)
);
CREATE INDEX plugin_installations_plugin ON plugin_installations (plugin_id);
