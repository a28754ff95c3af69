-- A topic that was lost and made again has the same name, and other clicks at the same offsets: its id tells it from the old one.
ALTER TABLE click_offset ADD COLUMN topic_id text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE click_offset ALTER COLUMN topic_id DROP DEFAULT;
ALTER TABLE click_offset DROP CONSTRAINT click_offset_pkey;
-- With the name: rows of a time without ids have an empty one.
ALTER TABLE click_offset ADD CONSTRAINT click_offset_pkey PRIMARY KEY (topic, topic_id, partition);
