-- id: ropa-lawful-basis-valid
-- title: Each processing activity names one valid lawful basis and what supports it
-- question: Does every running activity rest on one of the legal bases, with the record that the basis asks for?
-- severity: high
-- test: ratio
-- nature: inspection
-- needs: register-processing-activity
-- freshness: 30d

-- Consent, legal obligation, public task and legitimate interests need a reference (consent record, statute, assessment).
-- Activities carried out for another controller rest on that controller's basis and are left out.
SELECT 'register-processing-activity' AS source, '' AS environment, p.record_id AS record_id, p.key AS subject,
       NULL AS at, '' AS facet,
       CASE WHEN p.lawful_basis IS NULL THEN 'names no lawful basis'
            WHEN p.lawful_basis NOT IN ('consent', 'contract', 'legal-obligation', 'vital-interests', 'public-task',
                                        'legitimate-interests') THEN 'names no basis that the law knows'
            ELSE p.lawful_basis || ' without a reference to what supports it' END AS detail
FROM register_processing_activity p
WHERE COALESCE(p.status, 'active') NOT IN ('retired', 'planned') AND COALESCE(p.role, 'controller') <> 'processor'
  AND (p.lawful_basis IS NULL
       OR p.lawful_basis NOT IN ('consent', 'contract', 'legal-obligation', 'vital-interests', 'public-task',
                                 'legitimate-interests')
       OR (p.lawful_basis NOT IN ('contract', 'vital-interests') AND p.lawful_basis_ref IS NULL))

-- population
SELECT 'register-processing-activity' AS source, '' AS environment, '' AS facet, COUNT(*) AS population
FROM register_processing_activity p
WHERE COALESCE(p.status, 'active') NOT IN ('retired', 'planned') AND COALESCE(p.role, 'controller') <> 'processor'
