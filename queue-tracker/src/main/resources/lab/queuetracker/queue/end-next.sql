-- Of two who ask at once, each gets another ticket: the one that the first has locked is passed over.
WITH next AS (
  SELECT id FROM ticket WHERE location = :location AND state = 'waiting'
  ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED),
ended AS (
  UPDATE ticket SET state = :state, ended_at = :at
  FROM next WHERE ticket.id = next.id
  RETURNING ticket.id, ticket.location, ticket.joined_at),
line AS (
  UPDATE queue SET length = greatest(length - 1, 0), version = version + 1, updated_at = :at
  FROM ended WHERE queue.location = ended.location
  RETURNING queue.location, queue.length, queue.version, queue.updated_at),
told AS (
  INSERT INTO outbox (location, length, version, kind, at, waited)
  SELECT line.location, length, version, :kind, :at, 1000 * extract(epoch FROM :at - joined_at)
  FROM line, ended)
SELECT ended.id FROM ended
