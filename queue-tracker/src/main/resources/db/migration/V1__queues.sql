-- How long each line is. Its version counts its changes: what a reader, a cache and a subscriber know it by.
CREATE TABLE queue (
  location    text PRIMARY KEY,
  length      integer NOT NULL CHECK (length BETWEEN 0 AND 10000),
  version     bigint NOT NULL,
  next_number bigint NOT NULL,
  updated_at  timestamptz NOT NULL
);

-- Who stands in line and said so. Numbers count from 1 at each place, in the order of joining.
CREATE TABLE ticket (
  id              uuid PRIMARY KEY,
  location        text NOT NULL REFERENCES queue,
  number          bigint NOT NULL,
  state           text NOT NULL CHECK (state IN ('waiting', 'served', 'left', 'no_show')),
  joined_at       timestamptz NOT NULL,
  ended_at        timestamptz,
  idempotency_key text,
  UNIQUE (location, number),
  UNIQUE (location, idempotency_key)
);

CREATE INDEX ticket_waiting ON ticket (location, number) WHERE state = 'waiting';

-- Changes on their way to Kafka (the outbox): written with what they tell of, deleted once Kafka has them.
CREATE TABLE outbox (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  location text NOT NULL,
  length   integer NOT NULL,
  version  bigint NOT NULL,
  kind     text NOT NULL,
  at       timestamptz NOT NULL,
  waited   bigint -- milliseconds from joining to this end
);
