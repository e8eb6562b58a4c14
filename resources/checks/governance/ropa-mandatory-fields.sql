-- id: ropa-mandatory-fields
-- title: Each entry of the record of processing holds its mandatory fields and was reviewed in time
-- question: Is every running processing activity described in full, owned and reviewed within the year?
-- severity: high
-- test: ratio
-- nature: inspection
-- needs: register-processing-activity
-- freshness: 30d
-- facets: contacts, purposes, categories, recipients, transfers, time-limits, measures, processor, review
-- parameter: review_within = 365d ; basis: own policy

-- An empty field is missing; "none" is an answer. An owner whom the staff roster shows as gone is no owner.
WITH entries AS (
    SELECT p.record_id, p.key, p.role, p.controller, p.controller_contact, p.joint_controller, p.purposes,
           p.data_subjects, p.data_categories, p.recipients, p.third_country, p.retention, p.retention_days,
           p.security_measures, p.owner, p.reviewed_at,
           CASE WHEN p.role = 'processor' THEN 1 ELSE 0 END AS as_processor
    FROM register_processing_activity p
    WHERE COALESCE(p.status, 'active') NOT IN ('retired', 'planned')
), gaps AS (
    SELECT p.record_id, p.key, 'contacts' AS facet,
           CASE WHEN p.controller IS NULL THEN ' controller' ELSE '' END
           || CASE WHEN p.controller_contact IS NULL THEN ' contact' ELSE '' END AS missing
    FROM entries p
    WHERE p.as_processor = 0
    UNION ALL
    SELECT p.record_id, p.key, 'purposes' AS facet,
           CASE WHEN p.purposes IS NULL THEN ' purposes' ELSE '' END AS missing
    FROM entries p
    WHERE p.as_processor = 0
    UNION ALL
    SELECT p.record_id, p.key, 'categories' AS facet,
           CASE WHEN p.data_subjects IS NULL THEN ' people' ELSE '' END
           || CASE WHEN p.data_categories IS NULL THEN ' categories of data' ELSE '' END AS missing
    FROM entries p
    WHERE p.as_processor = 0
    UNION ALL
    SELECT p.record_id, p.key, 'recipients' AS facet,
           CASE WHEN p.recipients IS NULL THEN ' recipients' ELSE '' END AS missing
    FROM entries p
    WHERE p.as_processor = 0
    UNION ALL
    SELECT p.record_id, p.key, 'transfers' AS facet,
           CASE WHEN p.third_country IS NULL THEN ' third countries' ELSE '' END AS missing
    FROM entries p
    WHERE p.as_processor = 0
    UNION ALL
    SELECT p.record_id, p.key, 'measures' AS facet,
           CASE WHEN p.security_measures IS NULL THEN ' security measures' ELSE '' END AS missing
    FROM entries p
    WHERE p.as_processor = 0
    UNION ALL
    SELECT p.record_id, p.key, 'contacts',
           CASE WHEN p.joint_controller IS NULL THEN ' joint controller' ELSE '' END
    FROM entries p
    WHERE p.role = 'joint-controller'
    UNION ALL
    SELECT p.record_id, p.key, 'time-limits',
           CASE WHEN p.retention IS NULL AND p.retention_days IS NULL THEN ' time limit for erasure' ELSE '' END
    FROM entries p
    WHERE p.as_processor = 0
    UNION ALL
    SELECT p.record_id, p.key, 'processor',
           CASE WHEN p.controller IS NULL THEN ' controller' ELSE '' END
           || CASE WHEN p.controller_contact IS NULL THEN ' contact' ELSE '' END
           || CASE WHEN p.purposes IS NULL THEN ' categories of processing' ELSE '' END
           || CASE WHEN p.third_country IS NULL THEN ' third countries' ELSE '' END
           || CASE WHEN p.security_measures IS NULL THEN ' security measures' ELSE '' END
    FROM entries p
    WHERE p.as_processor = 1
    UNION ALL
    SELECT p.record_id, p.key, 'review',
           CASE WHEN p.owner IS NULL THEN ' owner' ELSE '' END
           || CASE WHEN EXISTS (SELECT 1 FROM register_hr_roster h
                                WHERE h.person_id = p.owner AND h.status = 'left') THEN ' owner who is still here'
                   ELSE '' END
           || CASE WHEN p.reviewed_at IS NULL OR p.reviewed_at + :review_within < :as_of
                   THEN ' review in time' ELSE '' END
    FROM entries p
)
SELECT 'register-processing-activity' AS source, '' AS environment, g.record_id AS record_id, g.key AS subject,
       NULL AS at, g.facet AS facet, 'missing:' || g.missing AS detail
FROM gaps g
WHERE g.missing <> ''

-- population
WITH entries AS (
    SELECT CASE WHEN p.role = 'processor' THEN 1 ELSE 0 END AS as_processor
    FROM register_processing_activity p
    WHERE COALESCE(p.status, 'active') NOT IN ('retired', 'planned')
), facets(facet, as_processor) AS (
    VALUES ('contacts', 0), ('purposes', 0), ('categories', 0), ('recipients', 0), ('transfers', 0),
           ('time-limits', 0), ('measures', 0), ('processor', 1), ('review', 0), ('review', 1)
)
SELECT 'register-processing-activity' AS source, '' AS environment, f.facet AS facet, COUNT(*) AS population
FROM entries e
JOIN facets f ON f.as_processor = e.as_processor
GROUP BY f.facet
