-- What an editor has changed among the variables that the nodes of a draft gave when they were last run: another value, or none
-- (value is empty: the variable is taken away). It holds until the node is run again, which has another execution_id.
CREATE TABLE workflow_draft_overrides (
    id           uuid PRIMARY KEY,
    tenant_id    uuid        NOT NULL,
    app_id       uuid        NOT NULL REFERENCES apps (id) ON DELETE CASCADE,
    account_id   uuid        NOT NULL,
    execution_id uuid        NOT NULL,
    value        text,
    updated_at   timestamptz NOT NULL
);
CREATE INDEX workflow_draft_overrides_of_app ON workflow_draft_overrides (app_id, account_id);
