-- id: addressable-rationale-present
-- title: Each addressable specification has a decision and its rationale
-- question: Was it decided and written down for every addressable specification what is done about it, and why?
-- severity: high
-- test: state
-- nature: inspection
-- needs: register-decision
-- freshness: 30d
-- parameter: review_within = 365d ; basis: own policy

-- The population is the law's list, so that a specification nobody thought of is missing and not left out. The newest
-- decision on each counts.
WITH specifications(control) AS (
    VALUES ('hipaa-308-a-3-ii-a'), ('hipaa-308-a-3-ii-b'), ('hipaa-308-a-3-ii-c'), ('hipaa-308-a-4-ii-b'),
           ('hipaa-308-a-4-ii-c'), ('hipaa-308-a-5-ii-a'), ('hipaa-308-a-5-ii-b'), ('hipaa-308-a-5-ii-c'),
           ('hipaa-308-a-5-ii-d'), ('hipaa-308-a-7-ii-d'), ('hipaa-308-a-7-ii-e'), ('hipaa-310-a-2-i'),
           ('hipaa-310-a-2-ii'), ('hipaa-310-a-2-iii'), ('hipaa-310-a-2-iv'), ('hipaa-310-d-2-iii'),
           ('hipaa-310-d-2-iv'), ('hipaa-312-a-2-iii'), ('hipaa-312-a-2-iv'), ('hipaa-312-c-2'),
           ('hipaa-312-e-2-i'), ('hipaa-312-e-2-ii')
), decided AS (
    SELECT r.record_id, r.control, r.answer, r.rationale, r.basis, r.compensating, r.decided_at, r.review_by
    FROM register_decision r
    WHERE r.kind = 'addressable' AND (r.decided_at IS NULL OR r.decided_at <= :as_of)
      AND NOT EXISTS (SELECT 1 FROM register_decision n
                      WHERE n.kind = 'addressable' AND n.control = r.control AND n.decided_at <= :as_of
                        AND (r.decided_at IS NULL OR n.decided_at > r.decided_at
                             OR (n.decided_at = r.decided_at AND n.record_id > r.record_id)))
), gaps AS (
    SELECT d.record_id, s.control,
           CASE WHEN d.control IS NULL THEN ' decision'
                ELSE CASE WHEN d.answer IS NULL
                            OR d.answer NOT IN ('implemented', 'alternative', 'not-implemented')
                          THEN ' answer' ELSE '' END
                     || CASE WHEN d.rationale IS NULL THEN ' rationale' ELSE '' END
                     || CASE WHEN d.basis IS NULL THEN ' reference to the risk analysis' ELSE '' END
                     || CASE WHEN d.answer = 'alternative' AND d.compensating IS NULL THEN ' equivalent measure'
                             ELSE '' END
                     || CASE WHEN d.decided_at IS NULL THEN ' date' ELSE '' END
                     || CASE WHEN d.review_by IS NULL OR d.review_by + 86400000 <= :as_of
                               OR d.review_by > d.decided_at + :review_within
                             THEN ' review date that holds' ELSE '' END
           END AS missing
    FROM specifications s
    LEFT JOIN decided d ON d.control = s.control
)
SELECT 'register-decision' AS source, '' AS environment, g.record_id AS record_id, g.control AS subject,
       NULL AS at, '' AS facet, 'missing:' || g.missing AS detail
FROM gaps g
WHERE g.missing <> ''

-- population
WITH specifications(control) AS (
    VALUES ('hipaa-308-a-3-ii-a'), ('hipaa-308-a-3-ii-b'), ('hipaa-308-a-3-ii-c'), ('hipaa-308-a-4-ii-b'),
           ('hipaa-308-a-4-ii-c'), ('hipaa-308-a-5-ii-a'), ('hipaa-308-a-5-ii-b'), ('hipaa-308-a-5-ii-c'),
           ('hipaa-308-a-5-ii-d'), ('hipaa-308-a-7-ii-d'), ('hipaa-308-a-7-ii-e'), ('hipaa-310-a-2-i'),
           ('hipaa-310-a-2-ii'), ('hipaa-310-a-2-iii'), ('hipaa-310-a-2-iv'), ('hipaa-310-d-2-iii'),
           ('hipaa-310-d-2-iv'), ('hipaa-312-a-2-iii'), ('hipaa-312-a-2-iv'), ('hipaa-312-c-2'),
           ('hipaa-312-e-2-i'), ('hipaa-312-e-2-ii')
)
SELECT 'register-decision' AS source, '' AS environment, '' AS facet, COUNT(*) AS population
FROM specifications s
