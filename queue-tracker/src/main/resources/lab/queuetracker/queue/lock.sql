-- From here to the commit, nobody else changes this line or its tickets.
SELECT location FROM queue WHERE location = :location FOR UPDATE
