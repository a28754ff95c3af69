-- The line is locked. If fewer people stand in it than hold tickets, only that many of the last tickets stay; the others lapse.
WITH line AS (
  UPDATE queue SET length = :length, version = version + 1, updated_at = :at
  WHERE location = :location AND (:versions::bigint[] IS NULL OR version = ANY (:versions))
  RETURNING location, length, version, updated_at),
lapsed AS (
  UPDATE ticket SET state = 'lapsed', ended_at = :at
  FROM line
  WHERE ticket.location = line.location AND state = 'waiting' AND number <= (
    SELECT number FROM ticket WHERE location = :location AND state = 'waiting'
    ORDER BY number DESC OFFSET :length LIMIT 1)),
told AS (
  INSERT INTO outbox (location, length, version, kind, at)
  SELECT location, length, version, 'read', :at FROM line)
SELECT location, length, version, updated_at FROM line
