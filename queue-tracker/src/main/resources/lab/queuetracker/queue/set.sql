WITH line AS (
  UPDATE queue SET length = :length, version = version + 1, updated_at = :at
  WHERE location = :location AND (:version::bigint IS NULL OR version = :version)
  RETURNING location, length, version, updated_at),
told AS (
  INSERT INTO outbox (location, length, version, kind, at)
  SELECT location, length, version, 'read', :at FROM line)
SELECT location, length, version, updated_at FROM line
