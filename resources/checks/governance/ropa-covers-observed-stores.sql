-- id: ropa-covers-observed-stores
-- title: Every store seen in logs is in the record of processing
-- question: Is every bucket that the log shows in use part of a recorded processing activity?
-- severity: high
-- test: reconcile
-- nature: re-performance
-- needs: aws-cloudtrail
-- needs-also: register-processing-activity
-- freshness: 30d

-- The population comes from the log, not from the record. A store that nobody has classified belongs to it; only one
-- that the dataset register declares free of personal data and of health information is left out.
WITH observed AS (
    SELECT e.source, e.environment, e.attributes ->> 'bucket' AS bucket, MAX(e.record_id) AS record_id,
           MAX(e.at) AS last_at
    FROM event e
    WHERE e.source = 'aws-cloudtrail' AND e.service = 's3' AND e.at >= :from AND e.at < :until
      AND COALESCE(e.outcome, 'success') = 'success' AND e.attributes ->> 'bucket' IS NOT NULL
    GROUP BY e.source, e.environment, e.attributes ->> 'bucket'
), open_stores AS (
    SELECT o.source, o.environment, o.bucket, o.record_id, o.last_at
    FROM observed o
    WHERE NOT EXISTS (SELECT 1 FROM register_dataset d
                      WHERE d.personal_data = 0 AND COALESCE(d.phi, 0) = 0
                        AND (list_has(d.stores, 'arn:aws:s3:::' || o.bucket) = 1 OR list_has(d.stores, o.bucket) = 1))
       OR EXISTS (SELECT 1 FROM register_dataset d
                  WHERE (d.personal_data IS NULL OR d.personal_data = 1 OR d.phi = 1)
                    AND (list_has(d.stores, 'arn:aws:s3:::' || o.bucket) = 1 OR list_has(d.stores, o.bucket) = 1))
)
SELECT o.source AS source, o.environment AS environment, o.record_id AS record_id,
       'arn:aws:s3:::' || o.bucket AS subject, o.last_at AS at, '' AS facet,
       'seen in the log and part of no recorded processing activity' AS detail
FROM open_stores o
WHERE NOT EXISTS (SELECT 1 FROM register_processing_activity p
                  WHERE COALESCE(p.status, 'active') <> 'retired'
                    AND (list_has(p.systems, 'arn:aws:s3:::' || o.bucket) = 1 OR list_has(p.systems, o.bucket) = 1))
  AND NOT EXISTS (SELECT 1 FROM register_dataset d
                  JOIN register_processing_activity p ON list_has(d.processing_activity, p.key) = 1
                  WHERE COALESCE(p.status, 'active') <> 'retired'
                    AND (list_has(d.stores, 'arn:aws:s3:::' || o.bucket) = 1 OR list_has(d.stores, o.bucket) = 1))

-- population
WITH observed AS (
    SELECT e.source, e.environment, e.attributes ->> 'bucket' AS bucket
    FROM event e
    WHERE e.source = 'aws-cloudtrail' AND e.service = 's3' AND e.at >= :from AND e.at < :until
      AND COALESCE(e.outcome, 'success') = 'success' AND e.attributes ->> 'bucket' IS NOT NULL
    GROUP BY e.source, e.environment, e.attributes ->> 'bucket'
)
SELECT o.source AS source, o.environment AS environment, '' AS facet, COUNT(*) AS population
FROM observed o
WHERE NOT EXISTS (SELECT 1 FROM register_dataset d
                  WHERE d.personal_data = 0 AND COALESCE(d.phi, 0) = 0
                    AND (list_has(d.stores, 'arn:aws:s3:::' || o.bucket) = 1 OR list_has(d.stores, o.bucket) = 1))
   OR EXISTS (SELECT 1 FROM register_dataset d
              WHERE (d.personal_data IS NULL OR d.personal_data = 1 OR d.phi = 1)
                AND (list_has(d.stores, 'arn:aws:s3:::' || o.bucket) = 1 OR list_has(d.stores, o.bucket) = 1))
GROUP BY o.source, o.environment
