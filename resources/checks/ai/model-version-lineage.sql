-- id: model-version-lineage
-- title: Each deployed model version traces to dataset versions, code and run
-- question: Can every model version in production be traced to its data, code and training run, or to its vendor?
-- severity: medium
-- test: ratio
-- nature: inspection
-- needs: register-model-version
-- needs-also: register-dataset
-- freshness: 7d

-- Who only uses a vendor's model answers with the vendor, the model id seen in logs and the vendor's documentation.
WITH live AS (
    SELECT m.record_id, m.key, m.provider, m.run_ref, m.code_commit, m.artifact_sha256, m.training_datasets,
           m.resource, m.documentation_ref, CASE WHEN m.role = 'deployer' THEN 1 ELSE 0 END AS bought,
           length(m.training_datasets) - length(replace(m.training_datasets, ';', '')) + 1 AS named,
           (SELECT COUNT(*) FROM register_dataset d WHERE list_has(m.training_datasets, d.key) = 1) AS registered
    FROM model_version m
    WHERE m.stage = 'production' AND (m.retired_at IS NULL OR m.retired_at >= :from)
), gaps AS (
    SELECT l.record_id, l.key,
           CASE WHEN l.provider IS NULL THEN ' vendor' ELSE '' END
           || CASE WHEN l.resource IS NULL AND l.artifact_sha256 IS NULL THEN ' model id or digest' ELSE '' END
           || CASE WHEN l.documentation_ref IS NULL THEN ' documentation' ELSE '' END AS missing
    FROM live l
    WHERE l.bought = 1
    UNION ALL
    SELECT l.record_id, l.key,
           CASE WHEN l.run_ref IS NULL THEN ' training run' ELSE '' END
           || CASE WHEN l.code_commit IS NULL THEN ' code' ELSE '' END
           || CASE WHEN l.artifact_sha256 IS NULL THEN ' digest of the artefact' ELSE '' END
           || CASE WHEN l.training_datasets IS NULL THEN ' datasets'
                   WHEN l.registered < l.named THEN ' datasets that the register holds' ELSE '' END
    FROM live l
    WHERE l.bought = 0
)
SELECT 'register-model-version' AS source, '' AS environment, g.record_id AS record_id, g.key AS subject, NULL AS at,
       '' AS facet, 'missing:' || g.missing AS detail
FROM gaps g
WHERE g.missing <> ''

-- population
SELECT 'register-model-version' AS source, '' AS environment, '' AS facet, COUNT(*) AS population
FROM model_version m
WHERE m.stage = 'production' AND (m.retired_at IS NULL OR m.retired_at >= :from)
