-- id: snapshot-shared-externally
-- title: Snapshots, images and backups were not shared outside
-- question: Was a disk or database snapshot or a machine image shared with everybody or with a foreign account?
-- severity: critical
-- test: absence
-- nature: re-performance
-- needs: aws-cloudtrail

-- Own accounts are those that the scope declares; anything else, an organisation included, is foreign until it does.
WITH shares AS (
    SELECT e.source, e.environment, e.record_id, e.at, e.action,
           COALESCE(e.attributes ->> 'snapshot_id', e.target) AS resource,
           -- how many receivers were added, and how many of them are accounts of the scope
           length(e.attributes ->> 'shared_with') - length(replace(e.attributes ->> 'shared_with', ';', '')) + 1
               AS added,
           (SELECT COUNT(DISTINCT d.environment) FROM source_declared d
            WHERE d.environment <> '' AND list_has(e.attributes ->> 'shared_with', d.environment) = 1) AS own
    FROM event e
    WHERE e.source = 'aws-cloudtrail' AND e.service IN ('ec2', 'rds')
      AND e.action IN ('ModifySnapshotAttribute', 'ModifyImageAttribute', 'ModifyDBSnapshotAttribute',
                       'ModifyDBClusterSnapshotAttribute')
      AND e.at >= :from AND e.at < :until AND COALESCE(e.outcome, 'success') = 'success'
      AND COALESCE(e.attributes ->> 'shared_with', '') <> ''
)
SELECT s.source AS source, s.environment AS environment, s.record_id AS record_id, s.resource AS subject, s.at AS at,
       '' AS facet,
       s.action || ' shared it with ' || (s.added - s.own)
           || CASE WHEN s.added - s.own = 1 THEN ' receiver' ELSE ' receivers' END || ' outside the declared accounts' AS detail
FROM shares s
WHERE s.own < s.added

-- population
-- Events other than those about single objects, counted by hours that begin in the period.
SELECT c.source AS source, c.environment AS environment, '' AS facet, SUM(c.events) AS population
FROM coverage_hour c
WHERE c.source = 'aws-cloudtrail' AND c.hour >= :from AND c.hour < :until
  AND COALESCE(c.category, 'Management') <> 'Data'
GROUP BY c.source, c.environment
