-- Which requests the counts have had a click of, batch by batch: a request that was tried twice has two clicks and is counted once.
-- Of each partition only the last batches are kept.
CREATE TABLE click_seen (
  topic       text     NOT NULL,
  topic_id    text     COLLATE "C" NOT NULL,
  partition   integer  NOT NULL,
  next_offset bigint   NOT NULL,
  requests    bigint[] NOT NULL,
  CONSTRAINT click_seen_pkey PRIMARY KEY (topic, topic_id, partition, next_offset)
);
