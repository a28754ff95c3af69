-- How often a link was followed, and when last. Of every link that ever was.
CREATE TABLE click_count (
  code          text COLLATE "C" NOT NULL,
  clicks        bigint           NOT NULL,
  last_click_at timestamptz      NOT NULL,
  CONSTRAINT click_count_pkey PRIMARY KEY (code)
);

-- Up to where a partition's events are in the counts: the next event to count. Written with the counts, in one statement.
CREATE TABLE click_offset (
  topic       text    NOT NULL,
  partition   integer NOT NULL,
  next_offset bigint  NOT NULL,
  CONSTRAINT click_offset_pkey PRIMARY KEY (topic, partition)
);
