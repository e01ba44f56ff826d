-- The node that a run begins with, where it is not the workflow's usual one.
ALTER TABLE workflow_runs ADD COLUMN entry_node_id text;

-- What begins runs of an app without a call of its API: webhooks and schedules, one row per node. A row outlives the versions of
-- the workflow, so that the address of a webhook stays; published says whether the version that is run now has the node.
-- settings are the node's own, next_at is the time of a schedule's next run.
CREATE TABLE workflow_triggers (
    id         uuid PRIMARY KEY,
    tenant_id  uuid        NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    app_id     uuid        NOT NULL REFERENCES apps (id) ON DELETE CASCADE,
    node_id    text        NOT NULL,
    type       text        NOT NULL,
    title      text        NOT NULL,
    webhook_id text UNIQUE,
    settings   text        NOT NULL,
    published  boolean     NOT NULL,
    enabled    boolean     NOT NULL,
    next_at    timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (app_id, node_id)
);
CREATE INDEX workflow_triggers_due ON workflow_triggers (next_at) WHERE next_at IS NOT NULL;

-- The last call of a webhook's debug address, until the editor that waits for it takes it.
CREATE TABLE workflow_trigger_tests (
    trigger_id uuid PRIMARY KEY REFERENCES workflow_triggers (id) ON DELETE CASCADE,
    inputs     text        NOT NULL,
    created_at timestamptz NOT NULL
);

-- Runs that are to be stopped by whichever process has them.
CREATE TABLE workflow_run_stops (
    run_id     uuid PRIMARY KEY REFERENCES workflow_runs (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL
);
