-- Names lie in the index that lists apps, so that a search for what many of them have reads no more of it than it shows.
DROP INDEX apps_listed;
CREATE INDEX apps_listed ON apps (tenant_id, created_at DESC, id DESC) INCLUDE (mode, access, created_by, name);
