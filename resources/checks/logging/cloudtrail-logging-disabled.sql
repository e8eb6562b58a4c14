-- id: cloudtrail-logging-disabled
-- title: No CloudTrail trail was stopped, deleted or narrowed
-- question: Did anyone stop, delete or narrow a trail or event data store without an approved change?
-- severity: critical
-- test: absence
-- nature: re-performance
-- needs: aws-cloudtrail
-- parameter: resume_within = 15min ; basis: own policy

-- A stop counts as planned only when the change was approved and recording was resumed in time.
WITH administration AS (
    SELECT e.source, e.environment, e.record_id, e.at, e.action, e.actor, e.actor_principal,
           COALESCE(e.attributes ->> 'trail', e.target) AS resource,
           CASE WHEN matches_glob('arn:*', e.attributes ->> 'trail') = 1 THEN e.attributes ->> 'trail'
                ELSE 'arn:aws:cloudtrail:' || e.region || ':' || e.environment || ':trail/'
                     || (e.attributes ->> 'trail') END AS resource_arn,
           CASE
               WHEN e.action IN ('StopLogging', 'DeleteTrail', 'DeleteEventDataStore', 'StopEventDataStoreIngestion')
                   THEN 1
               WHEN e.action = 'UpdateTrail'
                   AND (lower(e.attributes ->> 'multi_region') = 'false'
                        OR lower(e.attributes ->> 'global_events') = 'false'
                        OR lower(e.attributes ->> 'log_validation') = 'false'
                        OR e.attributes ->> 'log_bucket' IS NOT NULL) THEN 1
               -- neither a basic nor an advanced selector keeps the management events
               WHEN e.action = 'PutEventSelectors'
                   AND contains_text(COALESCE(e.attributes ->> 'event_selectors', ''),
                                     '"includeManagementEvents":true') = 0
                   AND contains_text(COALESCE(e.attributes ->> 'event_selectors', ''), '"Management"') = 0 THEN 1
               ELSE 0
           END AS adverse
    FROM event e
    WHERE e.source = 'aws-cloudtrail' AND e.service = 'cloudtrail' AND e.at >= :from AND e.at < :until
      AND COALESCE(e.outcome, 'success') = 'success'
      AND e.action IN ('StopLogging', 'StartLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors',
                       'DeleteEventDataStore', 'StopEventDataStoreIngestion', 'StartEventDataStoreIngestion')
), judged AS (
    SELECT a.source, a.environment, a.record_id, a.at, a.action, a.actor, a.actor_principal, a.resource,
           a.resource_arn,
           (SELECT MIN(s.at) FROM administration s
            WHERE s.environment = a.environment AND s.at >= a.at
              AND s.action IN ('StartLogging', 'StartEventDataStoreIngestion')
              AND (s.resource = a.resource OR s.resource_arn = a.resource_arn)) AS resumed_at
    FROM administration a
    WHERE a.adverse = 1
)
SELECT a.source AS source, a.environment AS environment, a.record_id AS record_id, a.resource_arn AS subject,
       a.at AS at, '' AS facet,
       a.action || CASE WHEN a.action IN ('StopLogging', 'StopEventDataStoreIngestion') AND a.resumed_at IS NULL
                        THEN ' and recording was not resumed in the period'
                        WHEN a.action IN ('StopLogging', 'StopEventDataStoreIngestion')
                        THEN ', recording resumed after ' || ((a.resumed_at - a.at) / 60000) || ' min'
                        ELSE ' without an approved change' END AS detail,
       CASE WHEN a.resumed_at IS NULL THEN 0 ELSE 1 END AS repaired
FROM judged a
WHERE (a.action IN ('StopLogging', 'StopEventDataStoreIngestion')
       AND (a.resumed_at IS NULL OR a.resumed_at - a.at > :resume_within))
   OR NOT EXISTS (
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
