-- id: console-user-mfa-enrolled
-- title: Every console user has a second factor enrolled
-- question: Is a second factor enrolled for root and for every user who can sign in to the console?
-- severity: high
-- test: state
-- nature: inspection
-- needs: aws-credential-report
-- freshness: 7d

-- Root can always sign in to the console, whatever the report says about its password.
SELECT c.source AS source, c.environment AS environment, MIN(c.record_id) AS record_id, c.principal AS subject,
       MAX(c.snapshot_at) AS at, '' AS facet, 'can sign in to the console and has no second factor' AS detail
FROM credential c
WHERE c.source = 'aws-credential-report'
  AND ((c.kind = 'password' AND c.active = 1) OR matches_glob('arn:*:iam::*:root', c.principal) = 1)
  AND NOT EXISTS (SELECT 1 FROM credential m
                  WHERE m.source = c.source AND m.environment = c.environment AND m.principal = c.principal
                    AND m.kind = 'mfa' AND m.active = 1)
GROUP BY c.source, c.environment, c.principal

-- population
SELECT c.source AS source, c.environment AS environment, '' AS facet, COUNT(DISTINCT c.principal) AS population
FROM credential c
WHERE c.source = 'aws-credential-report'
  AND ((c.kind = 'password' AND c.active = 1) OR matches_glob('arn:*:iam::*:root', c.principal) = 1)
GROUP BY c.source, c.environment
