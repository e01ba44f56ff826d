-- What the answers of a process have grown by within a second, all in one row. Written anew each second and soon deleted, so that
-- a message's own row is written when it begins, when it ends, and twice a minute in between.
CREATE TABLE answer_growth (
    instance_id uuid      NOT NULL,
    tick        bigint    NOT NULL,
    message_ids uuid[]    NOT NULL,
    offsets     integer[] NOT NULL,
    pieces      text[]    NOT NULL,
    PRIMARY KEY (instance_id, tick)
);
-- Compressing costs more time than writing.
ALTER TABLE answer_growth ALTER COLUMN message_ids SET STORAGE EXTERNAL;
ALTER TABLE answer_growth ALTER COLUMN offsets SET STORAGE EXTERNAL;
ALTER TABLE answer_growth ALTER COLUMN pieces SET STORAGE EXTERNAL;
