-- id: leaver-access-removed
-- title: Leavers lose access in time and show no later activity
-- question: Can anyone who has left still sign in, or did they after their last day?
-- severity: critical
-- test: reconcile
-- nature: re-performance
-- needs: register-hr-roster
-- needs-also: aws-credential-report
-- needs-also: aws-cloudtrail
-- freshness: 7d
-- parameter: removal_within = 24h ; basis: own policy

-- The last working day belongs to the person; access ends with it. Accounts are named in the roster ("none" where there
-- never was one); sessions of a federated person bear the work address.
WITH leavers AS (
    SELECT h.record_id, h.person_id, h.accounts, h.email, COALESCE(h.end_date + 86400000, 0) AS gone_at,
           CASE WHEN h.end_date IS NULL THEN 1 ELSE 0 END AS undated
    FROM register_hr_roster h
    WHERE (h.end_date + 86400000 < :until AND h.end_date + 86400000 <= :as_of)
       OR (h.end_date IS NULL AND h.status = 'left')
), acts AS MATERIALIZED (
    -- nobody acted late before the first of them had left
    SELECT e.actor, e.attributes ->> 'user' AS user_name, e.at
    FROM event e
    WHERE e.source = 'aws-cloudtrail' AND e.at >= :from AND e.at < :until
      AND e.at >= (SELECT MIN(l.gone_at) FROM leavers l WHERE l.undated = 0)
      AND COALESCE(e.outcome, 'success') = 'success' AND e.actor IS NOT NULL
), actors AS MATERIALIZED (
    SELECT t.actor, t.user_name, MAX(t.at) AS last_at
    FROM acts t
    GROUP BY t.actor, t.user_name
), late AS (
    SELECT DISTINCT l.person_id, l.gone_at, a.actor
    FROM leavers l
    JOIN actors a ON l.undated = 0 AND a.last_at >= l.gone_at
                 AND (list_has(l.accounts, a.actor) = 1 OR list_has(l.accounts, a.user_name) = 1
                      OR matches_glob('arn:*:assumed-role/*/' || l.email, a.actor) = 1)
)
SELECT 'register-hr-roster' AS source, '' AS environment, c.record_id AS record_id, c.principal AS subject,
       MAX(c.snapshot_at) AS at, '' AS facet,
       c.kind || ' is still enabled after the person left' AS detail
FROM leavers l
JOIN credential c ON c.source = 'aws-credential-report' AND c.active = 1 AND c.kind <> 'mfa'
                 AND (list_has(l.accounts, c.principal) = 1
                      OR list_has(l.accounts, replace(c.principal, 'arn:aws:iam::' || c.environment || ':user/', ''))
                         = 1)
WHERE c.snapshot_at >= l.gone_at + :removal_within
GROUP BY c.record_id, c.principal, c.kind
UNION ALL
SELECT 'register-hr-roster', '', MIN(e.record_id), t.actor, MIN(e.at), '',
       'acted ' || COUNT(*) || ' times after the person left'
FROM late t
JOIN event e ON e.source = 'aws-cloudtrail' AND e.actor = t.actor AND e.at >= t.gone_at AND e.at >= :from
            AND e.at < :until AND COALESCE(e.outcome, 'success') = 'success'
GROUP BY t.person_id, t.actor
UNION ALL
SELECT 'register-hr-roster', '', l.record_id, l.person_id, NULL, '',
       CASE WHEN l.undated = 1 THEN 'left, but the roster holds no last day'
            ELSE 'the roster names no account for this leaver' END
FROM leavers l
WHERE l.undated = 1 OR (l.accounts IS NULL AND l.gone_at >= :from)

-- population
-- Leavers of the period, and earlier ones whose account still stands in the report.
SELECT 'register-hr-roster' AS source, '' AS environment, '' AS facet, COUNT(*) AS population
FROM register_hr_roster h
WHERE (h.end_date + 86400000 >= :from AND h.end_date + 86400000 < :until AND h.end_date + 86400000 <= :as_of)
   OR (h.end_date IS NULL AND h.status = 'left')
   OR (h.end_date + 86400000 < :from
       AND EXISTS (SELECT 1 FROM credential c
                   WHERE c.source = 'aws-credential-report'
                     AND (list_has(h.accounts, c.principal) = 1
                          OR list_has(h.accounts,
                                      replace(c.principal, 'arn:aws:iam::' || c.environment || ':user/', '')) = 1)))
HAVING COUNT(*) > 0
