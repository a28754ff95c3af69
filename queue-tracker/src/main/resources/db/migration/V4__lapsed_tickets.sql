-- A ticket lapses when a sensor counts fewer people than hold tickets. From now on, no more tickets wait than people stand in line.
ALTER TABLE ticket
  DROP CONSTRAINT ticket_state_check,
  ADD CONSTRAINT ticket_state_check CHECK (state IN ('waiting', 'served', 'left', 'no_show', 'lapsed'));

UPDATE ticket SET state = 'lapsed', ended_at = now()
FROM (
  SELECT id, length, row_number() OVER (PARTITION BY location ORDER BY number DESC) AS from_the_end
  FROM ticket JOIN queue USING (location)
  WHERE state = 'waiting') AS waiting
WHERE ticket.id = waiting.id AND from_the_end > length;
