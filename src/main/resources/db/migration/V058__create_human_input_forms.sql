-- The forms that paused runs wait for: one per execution of a node, whose id it has. status: waiting, submitted, expired.
-- definition is what the reader of the run is shown; a form is written in the transaction that stores the pause.
CREATE TABLE human_input_forms (
    id           uuid PRIMARY KEY,
    tenant_id    uuid        NOT NULL,
    app_id       uuid        NOT NULL,
    run_id       uuid        NOT NULL REFERENCES workflow_runs (id) ON DELETE CASCADE,
    node_id      text        NOT NULL,
    token        text        NOT NULL UNIQUE,
    definition   text        NOT NULL,
    status       text        NOT NULL,
    action_id    text,
    inputs       text,
    expires_at   timestamptz NOT NULL,
    created_at   timestamptz NOT NULL,
    submitted_at timestamptz
);
CREATE INDEX human_input_forms_of_run ON human_input_forms (run_id);
CREATE INDEX human_input_forms_due ON human_input_forms (expires_at) WHERE status = 'waiting';

-- E-mails that invite people to fill in a form, each with a token of its own; next_at is empty when nothing is left to be done.
-- recipient is email:…, account:… or everybody, which means a row for each member of the workspace.
CREATE TABLE human_input_mails (
    id         uuid PRIMARY KEY,
    form_id    uuid        NOT NULL REFERENCES human_input_forms (id) ON DELETE CASCADE,
    tenant_id  uuid        NOT NULL,
    recipient  text        NOT NULL,
    token      text        NOT NULL UNIQUE,
    subject    text        NOT NULL,
    body       text        NOT NULL,
    attempts   integer     NOT NULL,
    next_at    timestamptz,
    last_error text
);
CREATE INDEX human_input_mails_of_form ON human_input_mails (form_id);
CREATE INDEX human_input_mails_due ON human_input_mails (next_at) WHERE next_at IS NOT NULL;
