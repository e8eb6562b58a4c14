-- id: breach-register-complete
-- title: Every breach is recorded, assessed and, where it must be, told to people
-- question: Is every incident with personal data recorded and assessed, and every exposure seen in logs with it?
-- severity: high
-- test: ratio
-- nature: re-performance
-- needs: register-incident
-- needs-also: aws-cloudtrail
-- freshness: 30d
-- facets: record, assessment, communication, patient-notice
-- parameter: complete_within = 30d ; basis: own policy
-- parameter: assess_within = 7d ; basis: own policy
-- parameter: tell_within = 14d ; basis: own policy, where the law says without undue delay
-- parameter: notice_within = 60d ; basis: 45 CFR 164.404(b)

-- The population of "assessment" holds what the log shows too: storage opened to the public, snapshots shared outside.
-- That is no breach by itself; that nobody assessed it is the exception. Open incidents have time to be completed.
WITH incidents AS (
    SELECT i.record_id, i.key, i.title, i.detected_at, i.discovered_at, i.closed_at, i.personal_data, i.phi,
           i.unsecured, i.effects, i.remedial_action, i.risk_decision, i.rationale, i.decided_by, i.decided_at,
           i.individuals_notified_at, i.affected
    FROM register_incident i
    WHERE i.detected_at >= :from AND i.detected_at < :until
      AND (i.personal_data IS NULL OR i.personal_data = 1 OR i.phi IS NULL OR i.phi = 1)
), storage AS (
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
), shares AS (
    SELECT e.source, e.environment, e.record_id, e.at, e.action,
           COALESCE(e.attributes ->> 'snapshot_id', e.target) AS resource,
           -- how many receivers were added, and how many of them are accounts of the scope
           length(e.attributes ->> 'shared_with') - length(replace(e.attributes ->> 'shared_with', ';', '')) + 1
               AS added,
           (SELECT COUNT(DISTINCT d.environment) FROM source_declared d
            WHERE d.environment <> '' AND list_has(e.attributes ->> 'shared_with', d.environment) = 1) AS own
    FROM event e
    WHERE e.source = 'aws-cloudtrail' AND e.service IN ('ec2', 'rds')
      AND e.action IN ('ModifySnapshotAttribute', 'ModifyImageAttribute', 'ModifyDBSnapshotAttribute',
                       'ModifyDBClusterSnapshotAttribute')
      AND e.at >= :from AND e.at < :until AND COALESCE(e.outcome, 'success') = 'success'
      AND COALESCE(e.attributes ->> 'shared_with', '') <> ''
), exposures AS (
    SELECT s.record_id, s.at, s.resource, 'arn:aws:s3:::' || s.resource AS resource_arn FROM storage s
    WHERE s.opened = 1
    UNION ALL
    SELECT s.record_id, s.at, s.resource, s.resource FROM shares s WHERE s.own < s.added
)
SELECT 'register-incident' AS source, '' AS environment, i.record_id AS record_id, i.key AS subject,
       i.detected_at AS at, 'record' AS facet,
       'missing:' || CASE WHEN i.title IS NULL THEN ' facts' ELSE '' END
           || CASE WHEN i.effects IS NULL THEN ' effects' ELSE '' END
           || CASE WHEN i.remedial_action IS NULL THEN ' remedial action' ELSE '' END AS detail
FROM incidents i
WHERE (i.title IS NULL OR i.effects IS NULL OR i.remedial_action IS NULL)
  AND (i.closed_at IS NOT NULL OR i.detected_at + :complete_within <= :as_of)
UNION ALL
SELECT 'register-incident', '', i.record_id, i.key, i.detected_at, 'assessment',
       'missing:' || CASE WHEN i.risk_decision IS NULL THEN ' decision on the risk' ELSE '' END
           || CASE WHEN i.rationale IS NULL THEN ' rationale' ELSE '' END
           || CASE WHEN i.decided_by IS NULL THEN ' who decided' ELSE '' END
           || CASE WHEN i.decided_at IS NULL THEN ' when' ELSE '' END
FROM incidents i
WHERE (i.risk_decision IS NULL OR i.rationale IS NULL OR i.decided_by IS NULL OR i.decided_at IS NULL)
  AND (i.closed_at IS NOT NULL OR i.detected_at + :assess_within <= :as_of)
UNION ALL
SELECT 'register-incident', '', x.record_id, x.resource_arn, x.at, 'assessment',
       'exposed in the log, and no incident with a decision names it'
FROM exposures x
WHERE x.at + :assess_within <= :as_of
  AND NOT EXISTS (SELECT 1 FROM register_incident i
                  WHERE i.risk_decision IS NOT NULL AND i.detected_at >= x.at
                    AND (list_has(i.affected, x.resource_arn) = 1 OR list_has(i.affected, x.resource) = 1))
UNION ALL
SELECT 'register-incident', '', i.record_id, i.key, i.detected_at, 'communication',
       CASE WHEN i.risk_decision IS NULL THEN 'nobody decided whether people are at high risk'
            ELSE 'high risk, and the people were not told' END
FROM incidents i
WHERE (i.personal_data IS NULL OR i.personal_data = 1)
  AND (i.risk_decision IS NULL OR i.risk_decision = 'high-risk')
  AND i.individuals_notified_at IS NULL
  AND COALESCE(i.decided_at, i.detected_at) + :tell_within <= :as_of
UNION ALL
SELECT 'register-incident', '', i.record_id, i.key, i.detected_at, 'patient-notice',
       'presumed a breach, and the people were not told'
FROM incidents i
WHERE (i.phi IS NULL OR i.phi = 1) AND (i.unsecured IS NULL OR i.unsecured = 1)
  AND COALESCE(i.risk_decision, '') NOT IN ('low-probability-of-compromise', 'exception')
  AND i.individuals_notified_at IS NULL
  AND COALESCE(i.discovered_at, i.detected_at) + :notice_within <= :as_of

-- population
WITH incidents AS (
    SELECT i.record_id, i.key, i.title, i.detected_at, i.discovered_at, i.closed_at, i.personal_data, i.phi,
           i.unsecured, i.effects, i.remedial_action, i.risk_decision, i.rationale, i.decided_by, i.decided_at,
           i.individuals_notified_at, i.affected
    FROM register_incident i
    WHERE i.detected_at >= :from AND i.detected_at < :until
      AND (i.personal_data IS NULL OR i.personal_data = 1 OR i.phi IS NULL OR i.phi = 1)
), storage AS (
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
), shares AS (
    SELECT e.source, e.environment, e.record_id, e.at, e.action,
           COALESCE(e.attributes ->> 'snapshot_id', e.target) AS resource,
           -- how many receivers were added, and how many of them are accounts of the scope
           length(e.attributes ->> 'shared_with') - length(replace(e.attributes ->> 'shared_with', ';', '')) + 1
               AS added,
           (SELECT COUNT(DISTINCT d.environment) FROM source_declared d
            WHERE d.environment <> '' AND list_has(e.attributes ->> 'shared_with', d.environment) = 1) AS own
    FROM event e
    WHERE e.source = 'aws-cloudtrail' AND e.service IN ('ec2', 'rds')
      AND e.action IN ('ModifySnapshotAttribute', 'ModifyImageAttribute', 'ModifyDBSnapshotAttribute',
                       'ModifyDBClusterSnapshotAttribute')
      AND e.at >= :from AND e.at < :until AND COALESCE(e.outcome, 'success') = 'success'
      AND COALESCE(e.attributes ->> 'shared_with', '') <> ''
), exposures AS (
    SELECT s.record_id, s.at, s.resource, 'arn:aws:s3:::' || s.resource AS resource_arn FROM storage s
    WHERE s.opened = 1
    UNION ALL
    SELECT s.record_id, s.at, s.resource, s.resource FROM shares s WHERE s.own < s.added
)
SELECT 'register-incident' AS source, '' AS environment, 'record' AS facet, COUNT(*) AS population
FROM incidents i
UNION ALL
SELECT 'register-incident', '', 'assessment', COUNT(*) FROM incidents i
UNION ALL
SELECT 'register-incident', '', 'assessment', COUNT(*) FROM exposures x
UNION ALL
SELECT 'register-incident', '', 'communication', COUNT(*) FROM incidents i
WHERE (i.personal_data IS NULL OR i.personal_data = 1)
  AND (i.risk_decision IS NULL OR i.risk_decision = 'high-risk')
UNION ALL
SELECT 'register-incident', '', 'patient-notice', COUNT(*) FROM incidents i
WHERE (i.phi IS NULL OR i.phi = 1) AND (i.unsecured IS NULL OR i.unsecured = 1)
  AND COALESCE(i.risk_decision, '') NOT IN ('low-probability-of-compromise', 'exception')
