WITH line AS (
  UPDATE queue SET length = length - 1, version = version + 1, updated_at = :at
  WHERE location = :location AND length > 0
  RETURNING location, length, version, updated_at),
told AS (
  INSERT INTO outbox (location, length, version, kind, at)
  SELECT location, length, version, :kind, :at FROM line)
SELECT location, length, version, updated_at FROM line
