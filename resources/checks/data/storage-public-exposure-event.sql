-- id: storage-public-exposure-event
-- title: Storage was not opened to the public
-- question: Did anyone open a bucket, or an account's protection against public buckets, to everybody?
-- severity: critical
-- test: absence
-- nature: re-performance
-- needs: aws-cloudtrail

-- What was closed again stays an exception and is counted as repaired.
WITH changes AS (
    SELECT e.source, e.environment, e.record_id, e.at, e.action,
           CASE WHEN e.action IN ('PutAccountPublicAccessBlock', 'DeleteAccountPublicAccessBlock') THEN e.environment
                ELSE e.attributes ->> 'bucket' END AS resource,
           CASE
               WHEN e.action = 'PutBucketPolicy'
                   THEN policy_allows_anyone(e.attributes ->> 'policy_document')
               WHEN e.action IN ('DeleteBucketPublicAccessBlock', 'DeleteAccountPublicAccessBlock') THEN 1
               WHEN e.action IN ('PutBucketPublicAccessBlock', 'PutAccountPublicAccessBlock') THEN
                   CASE WHEN lower(COALESCE(e.attributes ->> 'block_public_acls', 'false')) = 'true'
                         AND lower(COALESCE(e.attributes ->> 'block_public_policy', 'false')) = 'true'
                         AND lower(COALESCE(e.attributes ->> 'ignore_public_acls', 'false')) = 'true'
                         AND lower(COALESCE(e.attributes ->> 'restrict_public_buckets', 'false')) = 'true'
                        THEN 0 ELSE 1 END
               WHEN contains_text(COALESCE(e.attributes ->> 'canned_acl', ''), 'public-read') = 1
                 OR contains_text(COALESCE(e.attributes ->> 'canned_acl', ''), 'authenticated-read') = 1
                 OR contains_text(COALESCE(e.attributes ->> 'acl', ''), 'groups/global/A') = 1
                 OR contains_text(COALESCE(e.attributes ->> 'acl_headers', ''), 'groups/global/A') = 1 THEN 1
               ELSE 0
           END AS opened
    FROM event e
    WHERE e.source = 'aws-cloudtrail' AND e.service = 's3'
      AND e.at >= :from AND e.at < :until AND COALESCE(e.outcome, 'success') = 'success'
      AND e.action IN ('PutBucketPolicy', 'PutBucketAcl', 'PutObjectAcl', 'CreateBucket', 'DeleteBucketPolicy',
                       'DeleteBucketPublicAccessBlock', 'DeleteAccountPublicAccessBlock',
                       'PutBucketPublicAccessBlock', 'PutAccountPublicAccessBlock')
)
SELECT a.source AS source, a.environment AS environment, a.record_id AS record_id,
       CASE WHEN a.resource = a.environment THEN 'account ' || a.resource
            ELSE 'arn:aws:s3:::' || a.resource END AS subject,
       a.at AS at, '' AS facet, a.action || ' opened it to the public' AS detail,
       CASE WHEN EXISTS (SELECT 1 FROM changes b
                         WHERE b.environment = a.environment AND b.resource = a.resource AND b.opened = 0
                           AND b.at > a.at
                           AND (b.action IN ('PutBucketPublicAccessBlock', 'PutAccountPublicAccessBlock')
                                OR (a.action = 'PutBucketPolicy'
                                    AND b.action IN ('PutBucketPolicy', 'DeleteBucketPolicy'))
                                OR (a.action IN ('PutBucketAcl', 'CreateBucket') AND b.action = 'PutBucketAcl')))
            THEN 1 ELSE 0 END AS repaired
FROM changes a
WHERE a.opened = 1

-- population
-- Events other than those about single objects, counted by hours that begin in the period.
SELECT c.source AS source, c.environment AS environment, '' AS facet, SUM(c.events) AS population
FROM coverage_hour c
WHERE c.source = 'aws-cloudtrail' AND c.hour >= :from AND c.hour < :until
  AND COALESCE(c.category, 'Management') <> 'Data'
GROUP BY c.source, c.environment
