-- What import-dify has made of something that it found elsewhere: written with the thing itself, so that nothing is made twice.
CREATE TABLE import_entries (
    tenant_id  uuid        NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    source     text        NOT NULL,
    kind       text        NOT NULL,
    source_id  text        NOT NULL,
    own_id     uuid        NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, source, kind, source_id)
);
