-- Counting and paging through the apps of a workspace reads this index alone, whatever the list is narrowed to.
CREATE INDEX apps_listed ON apps (tenant_id, created_at DESC, id DESC) INCLUDE (mode, access, created_by);
DROP INDEX apps_newest;

-- The same for the conversations of an app, as its developers list them.
CREATE INDEX conversations_of_app ON conversations (app_id, created_at DESC, id DESC) INCLUDE (tenant_id);

-- Names of apps by any part of them. The extension comes with PostgreSQL; where it may not be used, names are compared one by one.
DO $$
DECLARE place text;
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    SELECT n.nspname INTO place FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm';
    EXECUTE format('CREATE INDEX apps_names ON apps USING gin (name %I.gin_trgm_ops)', place);
EXCEPTION WHEN OTHERS THEN
    RAISE NOTICE 'Apps are searched without an index: %', SQLERRM;
END $$;
