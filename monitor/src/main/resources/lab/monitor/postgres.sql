-- The state of a PostgreSQL server, in one row. For a member of pg_monitor.
select
  not pg_is_in_recovery() as is_primary,
  pg_postmaster_start_time()::text as started_at,
  current_setting('max_connections')::int as max_connections,
  clients.*,
  transactions.*,
  standbys.sync_standbys,
  standbys.async_standbys,
  case
    when pg_is_in_recovery()
      then greatest(0, pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()))
    else standbys.behind
  end as lag_bytes
from
  (select
     count(*) filter (where state = 'active') as active,
     count(*) filter (where state = 'idle') as idle,
     count(*) filter (where state = 'idle in transaction') as idle_in_transaction,
     count(*) filter (where coalesce(state, '') not in ('active', 'idle', 'idle in transaction')) as other
   from pg_stat_activity
   where backend_type = 'client backend') clients,
  (select
     sum(xact_commit) as commits,
     sum(xact_rollback) as rollbacks,
     (select sum(pg_database_size(oid)) from pg_database) as database_bytes
   from pg_stat_database) transactions,
  (select
     count(*) filter (where sync_state in ('sync', 'quorum')) as sync_standbys,
     count(*) filter (where sync_state in ('async', 'potential')) as async_standbys,
     max(case when not pg_is_in_recovery()
       then greatest(0, pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)) end) as behind
   from pg_stat_replication
   where state = 'streaming') standbys
