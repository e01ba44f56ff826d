-- Bits for the parts that a message's question and answer are made of, by which a search tells most messages that it need not read
-- (docs/adr/0012). Null for messages whose answer still grows and for those of earlier versions: these are read.
ALTER TABLE messages ADD COLUMN text_marks bytea;
-- As they are, in the row: they are asked for each row, and do not compress.
ALTER TABLE messages ALTER COLUMN text_marks SET STORAGE PLAIN;
CREATE INDEX messages_marked ON messages (app_id, created_at DESC) INCLUDE (conversation_id, text_marks);
DROP INDEX messages_of_app;
CREATE INDEX messages_unmarked ON messages (id) WHERE text_marks IS NULL AND status <> 'running';

-- Names of conversations are searched in an index as well, whose rows may not be as long as one likes.
UPDATE conversations SET name = left(name, 255) WHERE char_length(name) > 255;
CREATE INDEX conversations_listed ON conversations (app_id, created_at DESC, id DESC) INCLUDE (tenant_id, end_user_id, name);
DROP INDEX conversations_of_app;
