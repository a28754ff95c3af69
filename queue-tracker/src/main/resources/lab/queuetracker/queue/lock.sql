-- From here to the commit, no other transaction changes this line or its tickets.
SELECT location FROM queue WHERE location = :location FOR UPDATE
