WITH line AS (
  UPDATE queue
  SET length = length + 1, version = version + 1, next_number = next_number + 1, updated_at = :at
  WHERE location = :location AND length < :max
  RETURNING location, length, version, updated_at, next_number - 1 AS number),
joined AS (
  INSERT INTO ticket (id, location, number, state, joined_at, idempotency_key)
  SELECT :id, location, number, 'waiting', :at, :key FROM line),
told AS (
  INSERT INTO outbox (location, length, version, kind, at)
  SELECT location, length, version, 'joined', :at FROM line)
SELECT location, length, version, updated_at, number FROM line
