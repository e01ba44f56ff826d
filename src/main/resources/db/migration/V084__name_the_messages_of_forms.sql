-- The answer of a chatflow that a form belongs to, so that the messages of a conversation show their forms.
ALTER TABLE human_input_forms ADD COLUMN message_id uuid;
UPDATE human_input_forms f SET message_id = r.message_id FROM workflow_runs r WHERE r.id = f.run_id AND r.message_id IS NOT NULL;
CREATE INDEX human_input_forms_of_message ON human_input_forms (message_id) WHERE message_id IS NOT NULL;
