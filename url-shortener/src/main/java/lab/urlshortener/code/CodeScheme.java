package lab.urlshortener.code;

import lab.platform.postgres.Postgres;
import lab.platform.startup.StartupRefusedException;

/**
 * What the codes of a database were made with: the key's fingerprint and the range size. The first
 * start records it; every later start must match it, because another key or size could map a new id
 * to an existing code.
 */
record CodeScheme(String fingerprint, int rangeSize) {
  void claimOrRefuse(Postgres postgres) {
    postgres.write(jdbc ->
        jdbc.sql(
                "INSERT INTO code_scheme (key_fingerprint, range_size) VALUES (?, ?)"
                    + " ON CONFLICT DO NOTHING")
            .params(fingerprint, rangeSize)
            .update());
    var stored = stored(postgres);
    if (!stored.fingerprint.equals(fingerprint)) {
      throw new StartupRefusedException(
          "lab.codes.key is not the key that this database's links were made with"
              + " (fingerprint %s, the database has %s)."
                  .formatted(fingerprint, stored.fingerprint),
          "Set lab.codes.key back to the key of the first start. Codes made under another key could"
              + " collide with existing ones. To begin anew, use an empty database.");
    }
    if (stored.rangeSize != rangeSize) {
      throw new StartupRefusedException(
          "lab.codes.range-size is %d, but this database's ranges hold %d ids."
              .formatted(rangeSize, stored.rangeSize),
          "Set lab.codes.range-size back to %d. Ranges of another size would overlap those in use."
              .formatted(stored.rangeSize));
    }
  }

  private static CodeScheme stored(Postgres postgres) {
    return postgres.read(jdbc ->
        jdbc.sql("SELECT key_fingerprint, range_size FROM code_scheme")
            .query((row, n) -> new CodeScheme(row.getString(1), row.getInt(2)))
            .single());
  }
}
