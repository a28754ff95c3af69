SELECT
  ticket.id, location, number, state, joined_at, ended_at, length, version, updated_at,
  (SELECT count(*) FROM ticket AS other
   WHERE other.location = ticket.location AND other.state = 'waiting' AND other.number > ticket.number) AS behind
FROM ticket JOIN queue USING (location)
