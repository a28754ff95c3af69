-- The line is locked. People without a ticket stand first: a ticket is next only if as many tickets wait as people stand in line.
WITH next AS (
  SELECT id, joined_at FROM ticket
  WHERE location = :location AND state = 'waiting'
    AND (SELECT count(*) FROM ticket WHERE location = :location AND state = 'waiting')
      >= (SELECT length FROM queue WHERE location = :location)
  ORDER BY number LIMIT 1),
ended AS (
  UPDATE ticket SET state = :state, ended_at = :at FROM next WHERE ticket.id = next.id),
line AS (
  UPDATE queue SET length = length - 1, version = version + 1, updated_at = :at
  WHERE location = :location AND length > 0
  RETURNING location, length, version, updated_at),
told AS (
  INSERT INTO outbox (location, length, version, kind, at, waited)
  SELECT location, length, version, :kind, :at, 1000 * extract(epoch FROM :at - joined_at)
  FROM line LEFT JOIN next ON true)
SELECT location, length, version, updated_at, next.id AS ticket FROM line LEFT JOIN next ON true
