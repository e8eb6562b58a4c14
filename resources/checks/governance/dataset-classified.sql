-- id: dataset-classified
-- title: Every dataset has an owner and a sensitivity class
-- question: Is it known of every dataset who answers for it, how it is classified and whether it holds personal data?
-- severity: low
-- test: ratio
-- nature: inspection
-- needs: register-dataset
-- freshness: 30d

-- Datasets that a recorded run used and the register does not hold belong to the population.
WITH used AS (
    SELECT f.dataset AS id, MIN(f.record_id) AS record_id FROM data_flow f WHERE f.dataset IS NOT NULL GROUP BY f.dataset
    UNION
    SELECT f.output_dataset, MIN(f.record_id) FROM data_flow f WHERE f.output_dataset IS NOT NULL
    GROUP BY f.output_dataset
), unregistered AS (
    SELECT u.id, MIN(u.record_id) AS record_id
    FROM used u
    WHERE NOT EXISTS (SELECT 1 FROM register_dataset d WHERE d.key = u.id)
    GROUP BY u.id
), gaps AS (
    SELECT d.record_id, d.key,
           CASE WHEN d.owner IS NULL THEN ' owner' ELSE '' END
           || CASE WHEN EXISTS (SELECT 1 FROM register_hr_roster h
                                WHERE h.person_id = d.owner AND h.status = 'left') THEN ' owner who is still here'
                   ELSE '' END
           || CASE WHEN d.classification IS NULL
                     OR d.classification NOT IN ('public', 'internal', 'confidential', 'restricted')
                   THEN ' classification' ELSE '' END
           || CASE WHEN d.personal_data IS NULL THEN ' whether it holds personal data' ELSE '' END
           || CASE WHEN COALESCE(d.personal_data, 1) = 1 AND d.phi IS NULL THEN ' whether it holds health information'
                   ELSE '' END AS missing
    FROM register_dataset d
)
SELECT 'register-dataset' AS source, '' AS environment, g.record_id AS record_id, g.key AS subject, NULL AS at,
       '' AS facet, 'missing:' || g.missing AS detail
FROM gaps g
WHERE g.missing <> ''
UNION ALL
SELECT 'register-dataset', '', u.record_id, u.id, NULL, '', 'used by a recorded run and not registered'
FROM unregistered u

-- population
WITH used AS (
    SELECT f.dataset AS id, MIN(f.record_id) AS record_id FROM data_flow f WHERE f.dataset IS NOT NULL GROUP BY f.dataset
    UNION
    SELECT f.output_dataset, MIN(f.record_id) FROM data_flow f WHERE f.output_dataset IS NOT NULL
    GROUP BY f.output_dataset
), unregistered AS (
    SELECT u.id, MIN(u.record_id) AS record_id
    FROM used u
    WHERE NOT EXISTS (SELECT 1 FROM register_dataset d WHERE d.key = u.id)
    GROUP BY u.id
), counted AS (
    SELECT COUNT(*) AS n FROM register_dataset d
    UNION ALL
    SELECT COUNT(*) FROM unregistered u
)
SELECT 'register-dataset' AS source, '' AS environment, '' AS facet, SUM(c.n) AS population
FROM counted c
