-- A topic that was lost and made again has the same name, and other changes at the same offsets: its id tells it from the old one.
ALTER TABLE analytics_offset ADD COLUMN topic_id text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE analytics_offset ALTER COLUMN topic_id DROP DEFAULT;
ALTER TABLE analytics_offset DROP CONSTRAINT analytics_offset_pkey;
-- With the name: rows of a time without ids have an empty one.
ALTER TABLE analytics_offset ADD CONSTRAINT analytics_offset_pkey PRIMARY KEY (topic, topic_id, partition);
