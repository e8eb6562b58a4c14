-- id: training-use-approved
-- title: Each use of a dataset for training is approved for that purpose
-- question: Was every dataset that trained a model approved for it beforehand, with basis and time limit?
-- severity: high
-- test: reconcile
-- nature: re-performance
-- needs: register-data-flow
-- needs-also: register-dataset
-- freshness: 7d

-- The approval stands with the dataset or with the run, is older than the run and comes from somebody other than the
-- identity that ran it. Where personal data is, or may be, inside, a basis or a de-identification and a day of erasure
-- must be recorded too.
WITH runs AS (
    SELECT f.record_id, f.key, f.dataset, f.actor, f.at, f.approved_by, f.approved_at
    FROM data_flow f
    WHERE f.activity IN ('training', 'fine-tuning') AND (f.at IS NULL OR (f.at >= :from AND f.at < :until))
), unrecorded AS (
    -- trained in the period by the model register's account, with no run to show for it
    SELECT m.record_id, m.key, m.trained_at
    FROM model_version m
    WHERE m.trained_at >= :from AND m.trained_at < :until
      AND NOT EXISTS (SELECT 1 FROM data_flow f
                      WHERE f.activity IN ('training', 'fine-tuning') AND (f.model_version = m.key OR f.key = m.run_ref))
), judged AS (
    SELECT r.record_id, r.key, r.at,
           CASE
               WHEN d.record_id IS NULL THEN 'the dataset is not registered'
               WHEN COALESCE(d.training_allowed, 0) = 0 THEN 'the dataset is not allowed for training'
               WHEN r.at IS NULL THEN 'the run has no date'
               WHEN NOT ((r.approved_by IS NOT NULL AND r.approved_at <= r.at
                          AND r.approved_by <> COALESCE(r.actor, ''))
                         OR (d.training_approved_by IS NOT NULL AND d.training_approved_at <= r.at
                             AND d.training_approved_by <> COALESCE(r.actor, '')
                             AND (d.training_approval_expires_at IS NULL
                                  OR d.training_approval_expires_at + 86400000 > r.at)))
                    THEN 'no approval was in force when it ran'
               WHEN COALESCE(d.personal_data, 1) = 1 AND d.lawful_basis IS NULL
                    AND COALESCE(d.deidentification, 'none') = 'none'
                    THEN 'neither a basis nor a de-identification is recorded'
               WHEN COALESCE(d.personal_data, 1) = 1 AND d.erase_by IS NULL THEN 'no day of erasure is recorded'
               ELSE '' END AS problem
    FROM runs r
    LEFT JOIN register_dataset d ON d.key = r.dataset
)
SELECT 'register-data-flow' AS source, '' AS environment, j.record_id AS record_id, j.key AS subject, j.at AS at,
       '' AS facet, j.problem AS detail
FROM judged j
WHERE j.problem <> ''
UNION ALL
SELECT 'register-data-flow', '', u.record_id, u.key, u.trained_at, '', 'trained, and no recorded run shows on what'
FROM unrecorded u

-- population
WITH runs AS (
    SELECT f.record_id, f.key, f.dataset, f.actor, f.at, f.approved_by, f.approved_at
    FROM data_flow f
    WHERE f.activity IN ('training', 'fine-tuning') AND (f.at IS NULL OR (f.at >= :from AND f.at < :until))
), unrecorded AS (
    -- trained in the period by the model register's account, with no run to show for it
    SELECT m.record_id, m.key, m.trained_at
    FROM model_version m
    WHERE m.trained_at >= :from AND m.trained_at < :until
      AND NOT EXISTS (SELECT 1 FROM data_flow f
                      WHERE f.activity IN ('training', 'fine-tuning') AND (f.model_version = m.key OR f.key = m.run_ref))
), counted AS (
    SELECT COUNT(*) AS n FROM runs r
    UNION ALL
    SELECT COUNT(*) FROM unrecorded u
)
SELECT 'register-data-flow' AS source, '' AS environment, '' AS facet, SUM(c.n) AS population
FROM counted c
