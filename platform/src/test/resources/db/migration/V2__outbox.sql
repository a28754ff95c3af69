CREATE TABLE counter (name text PRIMARY KEY, value bigint NOT NULL);
CREATE TABLE outbox (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, value bigint NOT NULL);
