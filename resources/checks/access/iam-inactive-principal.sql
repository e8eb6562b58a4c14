-- id: iam-inactive-principal
-- title: Unused accounts and credentials are disabled
-- question: Is any password or access key enabled that nobody has used for a long time?
-- severity: medium
-- test: state
-- nature: inspection
-- needs: aws-credential-report
-- freshness: 7d
-- parameter: max_idle = 90d ; basis: own policy

-- A credential that was never used is judged by its age. Where no date is known at all, nothing shows that it is used.
-- The password of root cannot be taken away, and is best never used.
WITH dated AS (
    SELECT c.source, c.environment, c.record_id, c.principal, c.kind, c.snapshot_at,
           COALESCE(c.last_used_at, c.rotated_at) AS last_sign,
           CASE WHEN c.snapshot_at < :as_of THEN c.snapshot_at ELSE :as_of END AS seen_at,
           CASE WHEN c.last_used_at IS NULL THEN 'never used' ELSE 'not used' END AS manner
    FROM credential c
    WHERE c.source = 'aws-credential-report' AND c.active = 1
      AND (c.kind IN ('access_key_1', 'access_key_2')
           OR (c.kind = 'password' AND matches_glob('arn:*:iam::*:root', c.principal) = 0))
)
SELECT d.source AS source, d.environment AS environment, d.record_id AS record_id, d.principal AS subject,
       d.snapshot_at AS at, '' AS facet,
       CASE WHEN d.last_sign IS NULL THEN d.kind || ' is enabled and nothing shows that it is used'
            ELSE d.kind || ' is enabled and was ' || d.manner || ' for ' || ((d.seen_at - d.last_sign) / 86400000)
                 || ' days' END AS detail
FROM dated d
WHERE d.last_sign IS NULL
   OR d.last_sign < d.seen_at - :max_idle

-- population
SELECT c.source AS source, c.environment AS environment, '' AS facet, COUNT(*) AS population
FROM credential c
WHERE c.source = 'aws-credential-report' AND c.active = 1
  AND (c.kind IN ('access_key_1', 'access_key_2')
       OR (c.kind = 'password' AND matches_glob('arn:*:iam::*:root', c.principal) = 0))
GROUP BY c.source, c.environment
