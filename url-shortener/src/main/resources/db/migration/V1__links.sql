-- A link: the code is the key of the short URL, the url is where it leads. Neither changes once written.
CREATE TABLE link (
  code       text COLLATE "C" NOT NULL,
  url        text             NOT NULL,
  created_at timestamptz      NOT NULL,
  CONSTRAINT link_pkey PRIMARY KEY (code),
  CONSTRAINT link_code_is_base62 CHECK (code ~ '^[0-9A-Za-z]{7}$'),
  CONSTRAINT link_url_length CHECK (char_length(url) BETWEEN 1 AND 2048)
);

-- What a client's Idempotency-Key made. Written by the same statement as its link: both exist or neither.
CREATE TABLE idempotency_key (
  key  text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  CONSTRAINT idempotency_key_pkey PRIMARY KEY (key),
  CONSTRAINT idempotency_key_length CHECK (char_length(key) BETWEEN 1 AND 255),
  CONSTRAINT idempotency_key_link FOREIGN KEY (code) REFERENCES link (code)
);

-- Range n holds the ids [n * range_size, (n + 1) * range_size).
CREATE SEQUENCE code_range AS bigint MINVALUE 0 START WITH 0 NO CYCLE;

-- Who leased which range. Its commit waits for the standby, which nextval alone does not: see PostgresLeases.
CREATE TABLE code_lease (
  range_number bigint      NOT NULL,
  instance     text        NOT NULL,
  leased_at    timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT code_lease_pkey PRIMARY KEY (range_number)
);

-- One row: what the codes of this data were made with. Another key or range size could give a code twice.
CREATE TABLE code_scheme (
  only_row        boolean     NOT NULL DEFAULT true,
  key_fingerprint text        NOT NULL,
  range_size      integer     NOT NULL,
  since           timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT code_scheme_pkey PRIMARY KEY (only_row),
  CONSTRAINT code_scheme_one_row CHECK (only_row)
);
