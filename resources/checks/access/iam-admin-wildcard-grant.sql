-- id: iam-admin-wildcard-grant
-- title: Administrative and wildcard rights are held only by registered administrators
-- question: Does anyone hold administrative rights who is not registered as an administrator?
-- severity: critical
-- test: state
-- nature: re-performance
-- needs: aws-authorization-details
-- needs-also: register-hr-roster
-- freshness: 7d

-- Registered: an account of a present member of staff who may hold such rights, or the target of an approved change.
-- Rights over identities count as administrative, since their holder can grant the rest. Conditions, boundaries and
-- denials are not weighed: whoever holds such a grant has to be registered.
SELECT g.source AS source, g.environment AS environment, MIN(g.record_id) AS record_id, g.principal AS subject,
       MAX(g.snapshot_at) AS at, '' AS facet,
       'holds ' || g.action || ' on everything through ' || COALESCE(g.policy_name, g.policy) AS detail
FROM grant_effective g
WHERE g.source = 'aws-authorization-details' AND g.effect = 'Allow' AND g.resource = '*'
  AND lower(g.action) IN ('*', '*:*', 'iam:*')
  AND NOT EXISTS (SELECT 1 FROM register_hr_roster h
                  WHERE h.privileged = 1 AND h.status <> 'left' AND list_has(h.accounts, g.principal) = 1)
  AND NOT EXISTS (SELECT 1 FROM register_change c
                  WHERE c.kind = 'access' AND c.target = g.principal AND c.approved_by IS NOT NULL
                    AND c.approved_at <= :as_of AND (c.requester IS NULL OR c.requester <> c.approved_by)
                    AND COALESCE(c.status, 'approved') IN ('approved', 'done'))
GROUP BY g.source, g.environment, g.principal, g.action, COALESCE(g.policy_name, g.policy)

-- population
SELECT p.source AS source, p.environment AS environment, '' AS facet, COUNT(*) AS population
FROM principal p
WHERE p.source = 'aws-authorization-details' AND p.kind IN ('user', 'role')
GROUP BY p.source, p.environment
