-- What an agent thought and did in each round of an answer.
CREATE TABLE message_agent_thoughts (
    id          uuid PRIMARY KEY,
    tenant_id   uuid        NOT NULL,
    message_id  uuid        NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    position    integer     NOT NULL,
    thought     text        NOT NULL,
    tool        text        NOT NULL,
    tool_labels text        NOT NULL,
    tool_input  text        NOT NULL,
    observation text        NOT NULL,
    files       text        NOT NULL,
    created_at  timestamptz NOT NULL
);
CREATE INDEX message_agent_thoughts_of_message ON message_agent_thoughts (message_id, position);
