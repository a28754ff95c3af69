WITH ended AS (
  UPDATE ticket SET state = :state, ended_at = :at
  WHERE id = :ticket AND location = :location AND state = 'waiting'
  RETURNING location, joined_at),
line AS (
  UPDATE queue SET length = greatest(length - 1, 0), version = version + 1, updated_at = :at
  FROM ended WHERE queue.location = ended.location
  RETURNING queue.location, queue.length, queue.version, queue.updated_at),
told AS (
  INSERT INTO outbox (location, length, version, kind, at, waited)
  SELECT line.location, length, version, :kind, :at, 1000 * extract(epoch FROM :at - joined_at)
  FROM line, ended)
SELECT location, length, version, updated_at FROM line
