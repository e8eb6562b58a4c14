-- id: model-approved-before-deploy
-- title: Models were approved before going live
-- question: Was every model version approved before it was deployed?
-- severity: high
-- test: reconcile
-- nature: re-performance
-- needs: register-model-version
-- needs-also: aws-cloudtrail
-- freshness: 7d

-- Two populations: versions that the register shows in use, and deployments that the log shows, which must lead to a
-- version that was approved by then.
WITH live AS (
    SELECT m.record_id, m.key, m.approved_by, m.approved_at, m.status, m.deployed_at, m.deployed_by
    FROM model_version m
    WHERE (m.stage = 'production' OR m.deployed_at IS NOT NULL)
      AND (m.deployed_at IS NULL OR m.deployed_at < :until)
      AND (m.retired_at IS NULL OR m.retired_at >= :from)
), deployments AS (
    SELECT e.environment, e.record_id, e.at, e.action, e.attributes ->> 'endpoint' AS endpoint,
           e.attributes ->> 'endpoint_config' AS configuration
    FROM event e
    WHERE e.source = 'aws-cloudtrail' AND e.service = 'sagemaker'
      AND e.action IN ('CreateEndpoint', 'UpdateEndpoint') AND e.at >= :from AND e.at < :until
      AND COALESCE(e.outcome, 'success') = 'success'
)
SELECT 'register-model-version' AS source, '' AS environment, l.record_id AS record_id, l.key AS subject,
       l.deployed_at AS at, '' AS facet,
       CASE WHEN l.approved_by IS NULL OR l.approved_at IS NULL THEN 'in use without a recorded approval'
            WHEN l.status IN ('proposed', 'rejected') THEN 'in use although its status is ' || l.status
            WHEN l.deployed_at IS NULL THEN 'in production without a date of deployment'
            ELSE 'approved only after it was deployed' END AS detail
FROM live l
WHERE l.approved_by IS NULL OR l.approved_at IS NULL OR l.status IN ('proposed', 'rejected')
   OR l.deployed_at IS NULL OR l.approved_at > l.deployed_at
UNION ALL
SELECT 'register-model-version', '', d.record_id,
       COALESCE(d.endpoint, '(not named in the record)'), d.at, '',
       d.action || ' without a version that was approved by then'
FROM deployments d
WHERE NOT EXISTS (SELECT 1 FROM model_version m
                  WHERE m.approved_by IS NOT NULL AND m.approved_at <= d.at
                    AND COALESCE(m.status, 'approved') IN ('approved', 'retired')
                    AND (m.retired_at IS NULL OR m.retired_at > d.at)
                    AND (m.endpoint = d.endpoint OR matches_glob('*:endpoint/' || d.endpoint, m.endpoint) = 1
                         OR list_has(m.resource, d.endpoint) = 1 OR list_has(m.resource, d.configuration) = 1))

-- population
WITH live AS (
    SELECT m.record_id, m.key, m.approved_by, m.approved_at, m.status, m.deployed_at, m.deployed_by
    FROM model_version m
    WHERE (m.stage = 'production' OR m.deployed_at IS NOT NULL)
      AND (m.deployed_at IS NULL OR m.deployed_at < :until)
      AND (m.retired_at IS NULL OR m.retired_at >= :from)
), deployments AS (
    SELECT e.environment, e.record_id, e.at, e.action, e.attributes ->> 'endpoint' AS endpoint,
           e.attributes ->> 'endpoint_config' AS configuration
    FROM event e
    WHERE e.source = 'aws-cloudtrail' AND e.service = 'sagemaker'
      AND e.action IN ('CreateEndpoint', 'UpdateEndpoint') AND e.at >= :from AND e.at < :until
      AND COALESCE(e.outcome, 'success') = 'success'
), counted AS (
    SELECT COUNT(*) AS n FROM live l
    UNION ALL
    SELECT COUNT(*) FROM deployments d
)
SELECT 'register-model-version' AS source, '' AS environment, '' AS facet, SUM(c.n) AS population
FROM counted c
