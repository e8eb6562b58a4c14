-- id: log-source-heartbeat
-- title: Every declared log source is delivering without gaps
-- question: Did each declared log source deliver events throughout the period, without falling silent?
-- severity: high
-- test: ratio
-- nature: re-performance
-- needs: aws-cloudtrail, aws-s3-access, azure-activity, bedrock-invocation, entra-signin, gcp-audit, github-audit, google-workspace, k8s-audit, litellm, m365-audit, ocsf, okta, openai-audit, unmapped
-- parameter: silence_hourly = 6h ; basis: own policy, for sources that record every hour
-- parameter: silence_daily = 24h ; basis: own policy, for sources that record every day

-- Hours that were not delivered show as a gap of collection. An exception here is another thing: a silence inside a
-- delivered file, whose first and last records stand on either side of it, so that the source itself recorded nothing.
WITH hours AS (
    SELECT c.source, c.environment, c.hour
    FROM coverage_hour c
    WHERE c.hour >= :from AND c.hour < :until
    GROUP BY c.source, c.environment, c.hour
), silences AS (
    SELECT h.source, h.environment, h.hour + 3600000 AS silent_from,
           LEAD(h.hour) OVER (PARTITION BY h.source, h.environment ORDER BY h.hour) AS silent_until
    FROM hours h
)
SELECT s.source AS source, s.environment AS environment, NULL AS record_id,
       s.source || ' ' || s.environment AS subject, s.silent_from AS at, '' AS facet,
       'no record for ' || ((s.silent_until - s.silent_from) / 3600000) || ' h inside a delivered file' AS detail
FROM silences s
JOIN source_declared d ON d.source = s.source AND d.environment = s.environment
WHERE s.silent_until - s.silent_from
          >= CASE WHEN d.expectation = 'hour' THEN :silence_hourly ELSE :silence_daily END
  AND (d.active_from IS NULL OR s.silent_from >= d.active_from)
  AND (d.active_to IS NULL OR s.silent_until <= d.active_to)
  AND EXISTS (SELECT 1 FROM evidence_file f
              WHERE f.source = s.source AND f.environment IN (s.environment, '')
                AND f.observed_from < s.silent_from AND f.observed_to >= s.silent_until)

-- population
SELECT c.source AS source, c.environment AS environment, '' AS facet, COUNT(DISTINCT c.hour) AS population
FROM coverage_hour c
WHERE c.hour >= :from AND c.hour < :until
GROUP BY c.source, c.environment
