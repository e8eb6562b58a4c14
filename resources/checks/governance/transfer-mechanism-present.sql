-- id: transfer-mechanism-present
-- title: Each third-country transfer has a valid mechanism and its record
-- question: Does every transfer outside the Union rest on a mechanism that holds, with the assessment it asks for?
-- severity: high
-- test: ratio
-- nature: inspection
-- needs: register-processing-activity
-- freshness: 30d
-- facets: mechanism, adequacy, safeguards, binding-rules, derogation

-- An entry that does not say whether data leaves the Union belongs to the population of "mechanism".
-- Countries and territories with a decision in force at the date of this content release; for CA and US the decision
-- covers only some recipients, so that a reference to the recipient's standing is needed.
WITH adequate(code, since) AS (
    -- since: only where the decision is recent enough to matter for a period that may be tested
    VALUES ('AD', 0), ('AR', 0), ('BR', 1769385600000), ('CA', 0), ('CH', 0), ('FO', 0), ('GB', 0), ('GG', 0),
           ('IL', 0), ('IM', 0), ('JE', 0), ('JP', 0), ('KR', 0), ('NZ', 0), ('US', 1688947200000), ('UY', 0)
), transfers AS (
    SELECT p.record_id, p.key, p.third_country, p.transfer_mechanism, p.transfer_assessment_ref,
           CASE WHEN p.transfer_mechanism = 'adequacy' THEN 'adequacy'
                WHEN p.transfer_mechanism IN ('scc', 'code-of-conduct', 'certification') THEN 'safeguards'
                WHEN p.transfer_mechanism = 'bcr' THEN 'binding-rules'
                WHEN p.transfer_mechanism = 'derogation' THEN 'derogation'
                ELSE '' END AS basis
    FROM register_processing_activity p
    WHERE COALESCE(p.status, 'active') NOT IN ('retired', 'planned') AND COALESCE(lower(p.third_country), '') <> 'none'
), judged AS (
    SELECT t.record_id, t.key, t.basis,
           length(t.third_country) - length(replace(t.third_country, ';', '')) + 1 AS countries,
           (SELECT COUNT(*) FROM adequate a
            WHERE a.since <= :as_of AND list_has(t.third_country, a.code) = 1) AS known,
           CASE WHEN list_has(t.third_country, 'US') = 1 OR list_has(t.third_country, 'CA') = 1 THEN 1 ELSE 0 END
               AS in_part,
           t.third_country, t.transfer_mechanism, t.transfer_assessment_ref
    FROM transfers t
)
SELECT 'register-processing-activity' AS source, '' AS environment, j.record_id AS record_id, j.key AS subject,
       NULL AS at, 'mechanism' AS facet,
       CASE WHEN j.third_country IS NULL THEN 'does not say whether data leaves the Union'
            WHEN j.basis = '' THEN 'transfers data and names no mechanism'
            WHEN j.basis = 'adequacy' THEN 'no adequacy decision covers every country'
            ELSE 'no reference to the assessment or the record of safeguards' END AS detail
FROM judged j
WHERE j.third_country IS NULL OR j.basis = ''
   OR (j.basis = 'adequacy' AND (j.known < j.countries OR (j.in_part = 1 AND j.transfer_assessment_ref IS NULL)))
   OR (j.basis <> 'adequacy' AND j.transfer_assessment_ref IS NULL)
UNION ALL
SELECT 'register-processing-activity', '', j.record_id, j.key, NULL, 'adequacy',
       CASE WHEN j.known < j.countries THEN 'no adequacy decision covers every country'
            ELSE 'the decision covers only some recipients and no reference shows theirs' END
FROM judged j
WHERE j.third_country IS NOT NULL AND j.basis = 'adequacy'
  AND (j.known < j.countries OR (j.in_part = 1 AND j.transfer_assessment_ref IS NULL))
UNION ALL
SELECT 'register-processing-activity', '', j.record_id, j.key, NULL, j.basis,
       'no reference to the assessment or the record of safeguards'
FROM judged j
WHERE j.third_country IS NOT NULL AND j.basis IN ('safeguards', 'binding-rules', 'derogation')
  AND j.transfer_assessment_ref IS NULL

-- population
WITH transfers AS (
    SELECT p.record_id, p.key, p.third_country, p.transfer_mechanism, p.transfer_assessment_ref,
           CASE WHEN p.transfer_mechanism = 'adequacy' THEN 'adequacy'
                WHEN p.transfer_mechanism IN ('scc', 'code-of-conduct', 'certification') THEN 'safeguards'
                WHEN p.transfer_mechanism = 'bcr' THEN 'binding-rules'
                WHEN p.transfer_mechanism = 'derogation' THEN 'derogation'
                ELSE '' END AS basis
    FROM register_processing_activity p
    WHERE COALESCE(p.status, 'active') NOT IN ('retired', 'planned') AND COALESCE(lower(p.third_country), '') <> 'none'
)
SELECT 'register-processing-activity' AS source, '' AS environment, 'mechanism' AS facet, COUNT(*) AS population
FROM transfers t
UNION ALL
SELECT 'register-processing-activity', '', t.basis, COUNT(*)
FROM transfers t
WHERE t.basis <> '' AND t.third_country IS NOT NULL
GROUP BY t.basis
