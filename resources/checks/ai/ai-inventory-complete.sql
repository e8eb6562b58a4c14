-- id: ai-inventory-complete
-- title: Every AI model, endpoint and agent seen in use is inventoried, approved, owned and classified
-- question: Is everything that the log shows as AI in use registered, approved and described?
-- severity: medium
-- test: reconcile
-- nature: re-performance
-- needs: aws-cloudtrail
-- needs-also: register-model-version
-- freshness: 7d

-- The population comes from the log. An entry without owner, purpose, role, class of risk or data flag is incomplete.
WITH seen AS (
    SELECT e.source, e.environment, e.record_id, e.at,
           CASE WHEN e.service = 'sagemaker' THEN e.attributes ->> 'endpoint'
                ELSE COALESCE(e.attributes ->> 'model_id', e.attributes ->> 'agent_id') END AS system
    FROM event e
    WHERE e.source = 'aws-cloudtrail' AND e.at >= :from AND e.at < :until
      AND COALESCE(e.outcome, 'success') = 'success'
      AND ((e.service = 'bedrock'
            AND e.action IN ('InvokeModel', 'InvokeModelWithResponseStream', 'Converse', 'ConverseStream',
                             'InvokeAgent', 'InvokeFlow', 'Retrieve', 'RetrieveAndGenerate'))
           OR (e.service = 'sagemaker'
               AND e.action IN ('CreateEndpoint', 'UpdateEndpoint', 'InvokeEndpoint', 'InvokeEndpointAsync')))
), systems AS (
    SELECT s.source, s.environment, COALESCE(s.system, '(not named in the record)') AS system,
           MIN(s.record_id) AS record_id, MAX(s.at) AS last_at
    FROM seen s
    GROUP BY s.source, s.environment, COALESCE(s.system, '(not named in the record)')
), matched AS (
    SELECT s.source, s.environment, s.system, s.record_id, s.last_at,
           COUNT(m.record_id) AS entries,
           SUM(CASE WHEN m.status = 'approved' AND (m.retired_at IS NULL OR m.retired_at > s.last_at)
                    THEN 1 ELSE 0 END) AS approved,
           SUM(CASE WHEN m.status = 'approved' AND (m.retired_at IS NULL OR m.retired_at > s.last_at)
                     AND m.owner IS NOT NULL AND m.purpose IS NOT NULL AND m.role IS NOT NULL
                     AND m.risk_tier IS NOT NULL AND m.personal_data IS NOT NULL THEN 1 ELSE 0 END) AS complete
    FROM systems s
    LEFT JOIN model_version m
           ON (list_has(m.resource, s.system) = 1 OR m.endpoint = s.system
                 OR matches_glob('*:endpoint/' || s.system, m.endpoint) = 1
                 OR matches_glob('*/' || m.resource, s.system) = 1)
    GROUP BY s.source, s.environment, s.system, s.record_id, s.last_at
)
SELECT a.source AS source, a.environment AS environment, a.record_id AS record_id, a.system AS subject,
       a.last_at AS at, '' AS facet,
       CASE WHEN a.entries = 0 THEN 'in use and not in the model register'
            WHEN a.approved = 0 THEN 'in use and not approved, or retired'
            ELSE 'entry lacks owner, purpose, role, class of risk or whether personal data is used' END AS detail
FROM matched a
WHERE a.entries = 0 OR a.complete = 0

-- population
WITH seen AS (
    SELECT e.source, e.environment, e.record_id, e.at,
           CASE WHEN e.service = 'sagemaker' THEN e.attributes ->> 'endpoint'
                ELSE COALESCE(e.attributes ->> 'model_id', e.attributes ->> 'agent_id') END AS system
    FROM event e
    WHERE e.source = 'aws-cloudtrail' AND e.at >= :from AND e.at < :until
      AND COALESCE(e.outcome, 'success') = 'success'
      AND ((e.service = 'bedrock'
            AND e.action IN ('InvokeModel', 'InvokeModelWithResponseStream', 'Converse', 'ConverseStream',
                             'InvokeAgent', 'InvokeFlow', 'Retrieve', 'RetrieveAndGenerate'))
           OR (e.service = 'sagemaker'
               AND e.action IN ('CreateEndpoint', 'UpdateEndpoint', 'InvokeEndpoint', 'InvokeEndpointAsync')))
), systems AS (
    SELECT s.source, s.environment, COALESCE(s.system, '(not named in the record)') AS system,
           MIN(s.record_id) AS record_id, MAX(s.at) AS last_at
    FROM seen s
    GROUP BY s.source, s.environment, COALESCE(s.system, '(not named in the record)')
)
SELECT s.source AS source, s.environment AS environment, '' AS facet, COUNT(*) AS population
FROM systems s
GROUP BY s.source, s.environment
