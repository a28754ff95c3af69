-- What happened at a place in each hour of its local week, added up over all weeks.
CREATE TABLE analytics_hour (
  location     text COLLATE "C" NOT NULL,
  hour_of_week smallint NOT NULL CHECK (hour_of_week BETWEEN 0 AND 167), -- 0: Monday from 0 to 1 o'clock
  arrivals     bigint   NOT NULL, -- tickets taken
  served       bigint   NOT NULL,
  gone         bigint   NOT NULL, -- who left without being served
  no_show      bigint   NOT NULL,
  waits        bigint   NOT NULL, -- those of the served who had a ticket,
  wait_ms      bigint   NOT NULL, -- and how long they stood in line, all together
  observed_ms  bigint   NOT NULL, -- for how long the line's length was known,
  busy_ms      bigint   NOT NULL, -- for how much of that somebody was in line,
  length_ms    bigint   NOT NULL, -- and its length over that time, added up: people times milliseconds
  CONSTRAINT analytics_hour_pkey PRIMARY KEY (location, hour_of_week)
);

-- What counting must remember of each line from one change to the next: its last version, length and time, and the tickets that wait.
CREATE TABLE analytics_line (
  location text COLLATE "C" NOT NULL,
  state    jsonb NOT NULL,
  CONSTRAINT analytics_line_pkey PRIMARY KEY (location)
);

-- Up to where a partition's changes are in the analytics: the next one to count. Written with what it adds, in one statement.
CREATE TABLE analytics_offset (
  topic       text    NOT NULL,
  partition   integer NOT NULL,
  next_offset bigint  NOT NULL,
  CONSTRAINT analytics_offset_pkey PRIMARY KEY (topic, partition)
);
