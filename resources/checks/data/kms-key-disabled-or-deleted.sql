-- id: kms-key-disabled-or-deleted
-- title: Keys protecting in-scope data were not disabled or scheduled for deletion
-- question: Did anyone disable an encryption key, or have it deleted, without an approved change?
-- severity: critical
-- test: absence
-- nature: re-performance
-- needs: aws-cloudtrail

WITH administration AS (
    SELECT e.source, e.environment, e.record_id, e.at, e.action, e.actor, e.actor_principal,
           COALESCE(e.attributes ->> 'key_id', e.target) AS resource,
           CASE WHEN matches_glob('arn:*', e.attributes ->> 'key_id') = 1 THEN e.attributes ->> 'key_id'
                ELSE 'arn:aws:kms:' || e.region || ':' || e.environment || ':key/' || (e.attributes ->> 'key_id')
           END AS resource_arn
    FROM event e
    WHERE e.source = 'aws-cloudtrail' AND e.service = 'kms' AND e.at >= :from AND e.at < :until
      AND COALESCE(e.outcome, 'success') = 'success'
      AND e.action IN ('DisableKey', 'ScheduleKeyDeletion', 'DeleteImportedKeyMaterial', 'EnableKey',
                       'CancelKeyDeletion', 'ImportKeyMaterial')
)
SELECT a.source AS source, a.environment AS environment, a.record_id AS record_id,
       COALESCE(a.resource_arn, a.resource) AS subject, a.at AS at, '' AS facet,
       a.action || ' without an approved change' AS detail,
       CASE WHEN EXISTS (SELECT 1 FROM administration b
                         WHERE b.resource_arn = a.resource_arn AND b.at > a.at
                           AND ((a.action = 'DisableKey' AND b.action = 'EnableKey')
                                OR (a.action = 'ScheduleKeyDeletion' AND b.action = 'CancelKeyDeletion')
                                OR (a.action = 'DeleteImportedKeyMaterial' AND b.action = 'ImportKeyMaterial')))
            THEN 1 ELSE 0 END AS repaired
FROM administration a
WHERE a.action IN ('DisableKey', 'ScheduleKeyDeletion', 'DeleteImportedKeyMaterial')
  AND NOT EXISTS (
    -- approved beforehand by somebody else, inside its window, for this resource or action and this actor
    SELECT 1 FROM register_change c
    WHERE c.approved_by IS NOT NULL AND c.approved_at <= a.at
      AND c.window_from <= a.at AND a.at < c.window_to
      AND (c.requester IS NULL OR c.requester <> c.approved_by)
      AND COALESCE(c.status, 'approved') NOT IN ('requested', 'rejected')
      AND replace(COALESCE(c.system, '') || COALESCE(c.action, ''), '*', '') <> ''
      AND (c.system IS NULL OR c.system = a.environment
           OR matches_glob(c.system, a.resource) = 1 OR matches_glob(c.system, a.resource_arn) = 1)
      AND (c.action IS NULL OR matches_glob(c.action, a.action) = 1)
      AND (c.actor IS NULL OR matches_glob(c.actor, a.actor) = 1 OR matches_glob(c.actor, a.actor_principal) = 1))

-- population
-- Events other than those about single objects, counted by hours that begin in the period.
SELECT c.source AS source, c.environment AS environment, '' AS facet, SUM(c.events) AS population
FROM coverage_hour c
WHERE c.source = 'aws-cloudtrail' AND c.hour >= :from AND c.hour < :until
  AND COALESCE(c.category, 'Management') <> 'Data'
GROUP BY c.source, c.environment
