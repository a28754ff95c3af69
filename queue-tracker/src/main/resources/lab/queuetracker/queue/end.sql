-- The line is locked. The holder of a lapsed ticket is no longer counted: the line keeps its length, and the wait is unknown.
WITH held AS (
  SELECT id, location, joined_at, state = 'waiting' AS waited
  FROM ticket
  WHERE id = :ticket AND location = :location AND state IN ('waiting', 'lapsed')),
ended AS (
  UPDATE ticket SET state = :state, ended_at = :at FROM held WHERE ticket.id = held.id),
line AS (
  UPDATE queue SET length = length - waited::integer, version = version + 1, updated_at = :at
  FROM held WHERE queue.location = held.location
  RETURNING queue.location, queue.length, queue.version, queue.updated_at),
told AS (
  INSERT INTO outbox (location, length, version, kind, at, waited)
  SELECT
    line.location, length, version, :kind, :at,
    CASE WHEN held.waited THEN 1000 * extract(epoch FROM :at - joined_at) END
  FROM line, held)
SELECT location, length, version, updated_at FROM line
