-- id: cloudtrail-digest-chain
-- title: CloudTrail's signed digests join without a break
-- question: Is any digest of CloudTrail forged, any signed log file changed, or any time between two digests left out?
-- severity: medium
-- test: ratio
-- nature: re-performance
-- needs: aws-cloudtrail
-- needs-also: source-digest

-- The newest digest of a chain may lack its signature; files and digests that were not handed over are no objection.
SELECT d.source AS source, d.environment AS environment, d.record_id AS record_id, d.object AS subject,
       CASE WHEN d.link = 'time-hole' THEN d.link_from ELSE d.from_at END AS at, '' AS facet,
       CASE WHEN d.signature = 'broken' THEN 'the signature does not fit the digest'
            WHEN d.link = 'hash-differs' THEN 'the digest before it is not the one that was signed'
            ELSE 'nothing was recorded for ' || ((d.from_at - d.link_from) / 60000) || ' min before this digest'
       END AS detail
FROM source_digest d
WHERE d.until_at > :from AND COALESCE(d.link_from, d.from_at) < :until
  AND (d.signature = 'broken' OR d.link = 'hash-differs' OR (d.link = 'time-hole' AND d.from_at > :from))
UNION ALL
SELECT f.source, f.environment, f.record_id, f.object, COALESCE(f.from_at, d.from_at), '',
       'the log file is not the one that the digest names'
FROM source_digest_file f JOIN source_digest d ON d.record_id = f.record_id
WHERE f.state = 'other-hash' AND d.until_at > :from AND d.from_at < :until

-- population
SELECT d.source AS source, d.environment AS environment, '' AS facet, COUNT(*) AS population
FROM source_digest d
WHERE d.until_at > :from AND d.from_at < :until
GROUP BY d.source, d.environment
